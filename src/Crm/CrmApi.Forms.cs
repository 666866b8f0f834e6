using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm;

/// <summary>What a form of the CRM left on a contact, or on a lead.</summary>
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
)
{
    /// <summary>It was left on a lead: a web-to-lead form.</summary>
    public bool OnLead { get; init; }
}

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
            Agreed(fields),
            name.Length > 0 ? name : null,
            contact.Email,
            contact.Title,
            account?.Name,
            account?.Domain,
            account?.Country
        );
    }

    /// <summary>The lead, when a form left a partner's token on it; null otherwise.</summary>
    public async Task<FormContact?> Form(CrmConnectionId connection, string lead, CancellationToken ct)
    {
        var found = await (
            from r in db.Set<MirroredRecord>().AsNoTracking()
            join k in db.Set<CrmConnection>() on new { r.WorkspaceId, r.ConnectionId } equals new { k.WorkspaceId, ConnectionId = k.Id }
            where r.ConnectionId == connection && r.Kind == CrmObject.Lead && r.CrmId == lead && !r.Deleted
            select new { r.Fields, k.Kind }
        ).SingleOrDefaultAsync(ct);
        if (found is null)
            return null;
        var fields = Json.Read<Dictionary<string, string?>>(found.Fields);
        if (Text(EntenteFields.PartnerToken) is not { } token)
            return null;
        var name = string.Join(' ', new[] { Text(CrmFields.FirstName), Text(CrmFields.LastName) }.OfType<string>());
        return new(
            connection,
            found.Kind,
            lead,
            token,
            Agreed(fields),
            name.Length > 0 ? name : Text(CrmFields.Name),
            Text(CrmFields.Email),
            Text(CrmFields.Title),
            Text(CrmFields.Company),
            Text(CrmFields.Website),
            Text(CrmFields.Country)
        )
        {
            OnLead = true,
        };

        string? Text(string key) => fields.GetValueOrDefault(key)?.Trim() is { Length: > 0 } some ? some : null;
    }

    private static bool Agreed(Dictionary<string, string?> fields) =>
        fields.GetValueOrDefault(EntenteFields.PartnerConsent)?.Trim().ToUpperInvariant() is "YES" or "TRUE" or "ON" or "1";
}
