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
}
