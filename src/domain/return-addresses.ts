/** Where Altinn sends somebody who has answered a request. */
const RECEIPT = '/receipt'

/** Where Altinn sends somebody who has answered a change. */
const CHANGE_RECEIPT = '/access/change/receipt'

/** Both, for a site at an address without a slash at the end. They must be registered on the system. */
export const returnAddressesOf = (baseUrl: string) => ({
  receipt: baseUrl + RECEIPT,
  changeReceipt: baseUrl + CHANGE_RECEIPT,
})
