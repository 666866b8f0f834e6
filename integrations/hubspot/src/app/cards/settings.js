// The one thing to change: the address from Entente, Settings, CRM, "Address for the panel inside HubSpot".
// Its host must also stand in app-hsmeta.json, under permittedUrls (fetch and iframe).
export const LAUNCH_ADDRESS = "https://entente.example.com/panel/launch/hubspot/WORKSPACE/CONNECTION";
