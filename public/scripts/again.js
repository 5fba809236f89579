// A page about something that is under way is loaded anew until it is over.
setTimeout(() => location.reload(), 3_000)
