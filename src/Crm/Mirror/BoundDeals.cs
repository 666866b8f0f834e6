using Entente.Crm.Port;
using Entente.Platform.Data;

namespace Entente.Crm.Mirror;

/// <summary>Deals as whoever owns them takes them: with who their company and people are in the mirror.</summary>
internal static class BoundDeals
{
    /// <param name="initial">The first load: nothing has happened, it only became known.</param>
    public static async Task<List<CrmDeal>> Of(
        EntenteDb db,
        CrmConnectionId connection,
        ICrmConnector connector,
        IReadOnlyList<(CrmRecord Record, bool ByEntente)> records,
        bool initial,
        CancellationToken ct
    )
    {
        var links = records.SelectMany(r => r.Record.Links).ToList();
        var accounts = await Surroundings.Accounts(db, connection, links, ct);
        var contacts = await Surroundings.Contacts(db, connection, links, ct);
        return
        [
            .. records.Select(r => new CrmDeal(
                connection,
                r.Record,
                MirrorSql.AccountOf(r.Record) is { } account && accounts.TryGetValue(account, out var id) ? id : null,
                [.. r.Record.Links.Where(l => l.To == CrmObject.Contact && contacts.ContainsKey(l.Id)).Select(l => contacts[l.Id])],
                connector.UrlOf(CrmObject.Deal, r.Record.Id),
                r.ByEntente,
                initial
            )),
        ];
    }
}
