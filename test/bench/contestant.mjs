/**
 * What every server of a contest does: it tells the runner its port, answers what it has used of
 * the processor and of memory, and ends with the runner, however that ends.
 */
export function takePart(port) {
  let peak = 0
  const look = () => (peak = Math.max(peak, process.memoryUsage.rss()))
  setInterval(look, 50).unref()

  process.on('message', () => {
    look()
    const { user, system } = process.cpuUsage()
    process.send({ cpuUs: user + system, peakBytes: peak })
  })
  process.on('disconnect', () => process.exit())
  process.send({ port })
}
