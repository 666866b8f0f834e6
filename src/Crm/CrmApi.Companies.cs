using Entente.Crm.Model;
using Entente.Crm.Port;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm;

// Companies by what the CRM itself keeps of them.
public sealed partial class CrmApi
{
    /// <summary>At most so many companies are told of a property.</summary>
    public const int MostCompanies = 2_000;

    /// <summary>The fields of companies by whose value they can be looked for: text, choice, yes or no.</summary>
    public async Task<IReadOnlyList<CrmField>> CompanyFields(CrmConnectionId connection, CancellationToken ct) =>
        [
            .. (await Schemas(connection, ct))
                .Where(s => s.Kind == CrmObject.Account)
                .SelectMany(s => s.Fields)
                .Where(f => f.Type is CrmFieldType.Text or CrmFieldType.Choice or CrmFieldType.Boolean)
                .OrderBy(f => f.Label, StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>
    /// Living companies whose field has this value, as the CRM says there and then and the mirror holds them, by name; the CRM's error when it does
    /// not answer. None when the connection does not run.
    /// </summary>
    /// <param name="field">One of <see cref="CompanyFields"/>, by the CRM's own name; another one is nobody's.</param>
    /// <param name="called">Part of the name or domain; null: any.</param>
    public async Task<CrmResult<CrmCompanies>> CompaniesWith(
        CrmConnectionId connection,
        string field,
        string value,
        string? called,
        CancellationToken ct
    )
    {
        if (
            await connectors.Info(connection, ct) is not { Runs: true }
            || (await CompanyFields(connection, ct)).FirstOrDefault(f => f.Name == field) is not { } known
        )
            return new CrmCompanies([], More: false);
        var connector = await connectors.Of(connection, ct);
        var (ids, more) = (new List<string>(), true);
        while (more && ids.Count < MostCompanies)
        {
            var page = await connector.With(CrmObject.Account, known, value, ids.LastOrDefault(), ct);
            if (!page.Ok)
                return page.Error;
            ids.AddRange(page.Value);
            more = page.Value.Count > 0;
        }
        more &= ids.Count >= MostCompanies;
        var wanted = ids.Take(MostCompanies).ToList();
        var found = await cards.Of(
            Called(db.Set<AccountRow>().Where(a => a.ConnectionId == connection && wanted.Contains(a.CrmId) && !a.Deleted), called),
            ct
        );
        return new CrmCompanies(ByName(found), more);
    }

    /// <summary>Living companies of the mirror with this in their name or domain, by name.</summary>
    public async Task<CrmCompanies> CompaniesCalled(CrmConnectionId connection, string called, CancellationToken ct)
    {
        var found = await cards.Of(
            Called(db.Set<AccountRow>().Where(a => a.ConnectionId == connection && !a.Deleted), called)
                .OrderBy(a => a.Name)
                .Take(MostCompanies),
            ct
        );
        return new CrmCompanies(ByName(found), found.Count == MostCompanies);
    }

    private static IQueryable<AccountRow> Called(IQueryable<AccountRow> accounts, string? called)
    {
        if (string.IsNullOrWhiteSpace(called))
            return accounts;
        var part = called.Trim().ToLowerInvariant();
        return accounts.Where(a => a.Name.ToLower().Contains(part) || (a.Domain != null && a.Domain.Contains(part)));
    }

    private static IReadOnlyList<AccountCard> ByName(IReadOnlyList<AccountCard> found) =>
        [.. found.OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase).ThenBy(a => a.CrmId, StringComparer.Ordinal)];
}

/// <param name="More">There are more than were told.</param>
public sealed record CrmCompanies(IReadOnlyList<AccountCard> Found, bool More);
