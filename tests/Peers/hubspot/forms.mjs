// Forms of the website: their definitions, by the address with and without the slash at its end.
import { check, equal, ok, refused } from '../harness.mjs';
import { client, run } from './common.mjs';

const { formsApi } = client.marketing.forms;
const definition = (name) => ({
  name, formType: 'hubspot', createdAt: new Date(), updatedAt: new Date(), archived: false,
  fieldGroups: [{ groupType: 'default_group', richTextType: 'text', fields: [{ objectTypeId: '0-1', name: 'email', label: 'Email', required: true, hidden: false, fieldType: 'email' }] }],
  configuration: { language: 'en', cloneable: true, editable: true, archivable: true, recaptchaEnabled: false, notifyContactOwner: false, notifyRecipients: [], createNewContactForNewEmail: true, prePopulateKnownValues: true, allowLinkToResetKnownValues: false, postSubmitAction: { type: 'thank_you', value: 'Thanks' } },
  displayOptions: { renderRawHtml: false, theme: 'default_style', submitButtonText: 'Send', style: {}, cssClass: '' },
  legalConsentOptions: { type: 'none' },
});
await check('a form is made 201, found, renamed, replaced, archived 204', async () => {
  const made = await formsApi.create(definition(`Referral ${run}`));
  equal((await formsApi.getById(made.id)).fieldGroups[0].fields[0].name, 'email');
  ok((await formsApi.getPage()).results.some((f) => f.id === made.id));
  equal((await formsApi.getPage(undefined, 1)).results.length, 1);
  equal((await formsApi.update(made.id, { name: `Referrals ${run}` })).name, `Referrals ${run}`);
  equal((await formsApi.getById(made.id)).displayOptions.submitButtonText, 'Send');
  equal((await formsApi.replace(made.id, { ...definition(`New ${run}`), id: made.id })).name, `New ${run}`);
  for (const slash of ['', '/']) equal((await (await client.apiRequest({ path: `/marketing/v3/forms${slash}` })).json()).results.length >= 1, true);
  await formsApi.archive(made.id);
  await refused(404, () => formsApi.getById(made.id));
});
