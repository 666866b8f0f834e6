import { LightningElement, api } from "lwc";
import launch from "@salesforce/apex/EntentePanelController.launch";

// The panel signs nobody in by a cookie: an address opens it once, for the person our server vouches for.
export default class EntentePanel extends LightningElement {
  @api recordId;

  address;
  trouble;

  connectedCallback() {
    this.open();
  }

  async open() {
    this.address = undefined;
    this.trouble = undefined;
    try {
      this.address = await launch({ recordId: this.recordId });
    } catch (failure) {
      this.trouble = failure.body?.message ?? "Entente does not answer. Try again in a moment.";
    }
  }

  handleError(event) {
    this.trouble = event.detail?.message ?? "The panel could not be shown.";
  }

  get waiting() {
    return !this.address && !this.trouble;
  }
}
