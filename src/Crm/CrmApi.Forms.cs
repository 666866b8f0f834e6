using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm;

/// <summary>What a form of the CRM left on a contact.</summary>
/// <param name="Token">What stood in its hidden field.</param>
/// <param name="Company">The account's name; null: the contact has none in the mirror.</param>
public sealed record FormContact(
    CrmConnectionId Connection,
    CrmKind Crm,
    string CrmId,
    string Token,
    bool Consent,
    string? Name,
    string? Email,
    string? Title,
    string? Company,
    string? Domain,
    string? Country
);

// Forms of the CRM that belong to a partner.
public sealed partial class CrmApi
{
    /// <summary>The contact, when a form left a partner's token on it; null otherwise.</summary>
    public async Task<FormContact?> Form(ContactId id, CancellationToken ct)
    {
        var found = await (
            from c in db.Set<ContactRow>().AsNoTracking()
            join r in db.Set<MirroredRecord>()
                on new
                {
                    c.WorkspaceId,
                    c.ConnectionId,
                    c.CrmId,
                } equals new
                {
                    r.WorkspaceId,
                    r.ConnectionId,
                    r.CrmId,
                }
            join k in db.Set<CrmConnection>() on new { c.WorkspaceId, c.ConnectionId } equals new { k.WorkspaceId, ConnectionId = k.Id }
            where c.Id == id && r.Kind == CrmObject.Contact && !c.Deleted
            select new
            {
                Contact = c,
                r.Fields,
                k.Kind,
            }
        ).SingleOrDefaultAsync(ct);
        if (found is null)
            return null;
        var fields = Json.Read<Dictionary<string, string?>>(found.Fields);
        if (fields.GetValueOrDefault(EntenteFields.PartnerToken)?.Trim() is not { Length: > 0 } token)
            return null;
        var contact = found.Contact;
        var account = contact.AccountCrmId is { } company
            ? await db.Set<AccountRow>()
                .AsNoTracking()
                .Where(a => a.ConnectionId == contact.ConnectionId && a.CrmId == company && !a.Deleted)
                .Select(a => new
                {
                    a.Name,
                    a.Domain,
                    a.Country,
                })
                .SingleOrDefaultAsync(ct)
            : null;
        var name = string.Join(' ', new[] { contact.FirstName, contact.LastName }.Where(n => !string.IsNullOrWhiteSpace(n)));
        return new(
            contact.ConnectionId,
            found.Kind,
            contact.CrmId,
            token,
            fields.GetValueOrDefault(EntenteFields.PartnerConsent)?.Trim().ToUpperInvariant() is "YES" or "TRUE" or "ON" or "1",
            name.Length > 0 ? name : null,
            contact.Email,
            contact.Title,
            account?.Name,
            account?.Domain,
            account?.Country
        );
    }
}
