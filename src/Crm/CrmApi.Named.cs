using Entente.Crm.Port;
using Entente.Crm.Rules;

namespace Entente.Crm;

// A company as a person names it.
public sealed partial class CrmApi
{
    /// <summary>
    /// The living account that somebody names by the CRM's id or by the address of its page there; merged ids followed. Null when it names none
    /// that the mirror of this connection holds.
    /// </summary>
    public async Task<AccountCard?> AccountNamed(CrmConnectionCard connection, string? typed, CancellationToken ct)
    {
        var known = (await connectors.Of(connection.Id, ct)).UrlOf(CrmObject.Account, "0");
        return
            AccountAddress.IdIn(connection.Kind, known, typed) is { } crmId && await AccountByCrmId(connection.Id, crmId, ct) is { } account
            ? (await Accounts([account], ct)).FirstOrDefault(a => !a.Deleted)
            : null;
    }

    /// <summary>The same of many at once, by what was typed; what names none is left out.</summary>
    public async Task<IReadOnlyDictionary<string, AccountCard>> AccountsNamed(
        CrmConnectionCard connection,
        IReadOnlyCollection<string> typed,
        CancellationToken ct
    )
    {
        if (typed.Count == 0)
            return new Dictionary<string, AccountCard>();
        var known = (await connectors.Of(connection.Id, ct)).UrlOf(CrmObject.Account, "0");
        var ids = typed
            .Distinct(StringComparer.Ordinal)
            .Select(t => (Typed: t, Id: AccountAddress.IdIn(connection.Kind, known, t)))
            .Where(t => t.Id is not null)
            .ToList();
        var found = await Mirror.Surroundings.Accounts(db, connection.Id, ids.Select(i => new CrmLink(CrmObject.Account, i.Id!)), ct);
        var living = (await Accounts([.. found.Values.Distinct()], ct)).Where(a => !a.Deleted).ToDictionary(a => a.Id);
        return ids.Where(i => found.TryGetValue(i.Id!, out var id) && living.ContainsKey(id))
            .ToDictionary(i => i.Typed, i => living[found[i.Id!]], StringComparer.Ordinal);
    }
}
