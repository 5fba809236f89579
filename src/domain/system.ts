/** SmartCloud's own entry in the sandbox's system register; real ones come from the settings. */
export const SANDBOX_SYSTEM_ID = '991825827_smartcloud'
export const SANDBOX_VENDOR = '991825827'
