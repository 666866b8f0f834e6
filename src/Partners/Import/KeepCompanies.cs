using System.Globalization;
using Entente.Crm;
using Entente.Partners.Import.Rules;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tables;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Partners.Import;

/// <summary>Keeps companies of the CRM as rows of an import and has them judged; from there on they go the way of a file's. Nothing is made.</summary>
internal sealed class KeepCompanies(EntenteDb db, Actor actor, CrmApi crm, CrmOwners owners, CrmCompanyList list, TimeProvider clock)
{
    private static readonly string[] Header = ["Company", "Website", "Country", "Owner", "CRM id"];

    /// <param name="picked">Those that were ticked.</param>
    /// <param name="all">All that <paramref name="query"/> finds, whatever was ticked.</param>
    public async Task<Result<PartnerImportId>> Run(
        IReadOnlyCollection<AccountId> picked,
        bool all,
        CompanyQuery query,
        PartnerType type,
        PartnerStatus status,
        CancellationToken ct
    )
    {
        if (Imports.Importer(actor) is not { } person)
            return Refusals.MayNot;
        if (await crm.Connection(ct) is not { } connection)
            return Refusals.NoCrm("companies");
        var mapping = new PartnerMapping(
            new Dictionary<string, int>
            {
                [PartnerColumns.Name] = 0,
                [PartnerColumns.Domains] = 1,
                [PartnerColumns.Region] = 2,
                [PartnerColumns.Manager] = 3,
                [PartnerColumns.Company] = 4,
            },
            type,
            status
        );
        if (mapping.Faults(Header.Length) is { Count: > 0 } wrong)
            return Refusals.Columns(wrong);
        var accounts = await Accounts(connection, picked, all, query, ct);
        if (!accounts.Ok)
            return accounts.Problem;
        if (accounts.Value.Count == 0)
            return Refusals.NoCompanyTicked;

        var rows = await Rows(accounts.Value, ct);
        var now = clock.GetUtcNow();
        var import = PartnerImport.Keep(
            ImportSource.Crm,
            (string.Create(CultureInfo.InvariantCulture, $"Companies from {connection.Kind}"), "", 0, rows.Count),
            ("", "", Json.Write(Header)),
            Json.Write(mapping),
            person,
            now
        );
        import.Map(import.Mapping);
        await using var held = await db.Hold([Imports.Lock(import.Id)], ct);
        db.Add(import);
        db.Enqueue(new JudgeImport(import.Id, import.Round));
        await db.SaveChangesAsync(ct);
        await ImportBook.Keep(db, import.Id, rows, ct);
        await held.Save(ct);
        return import.Id;
    }

    private async Task<Result<List<AccountCard>>> Accounts(
        CrmConnectionCard connection,
        IReadOnlyCollection<AccountId> picked,
        bool all,
        CompanyQuery query,
        CancellationToken ct
    )
    {
        if (!all)
            return (await crm.Accounts(picked, ct)).Where(a => a.Connection == connection.Id && !a.Deleted).ToList();
        var view = await list.Load(query, ct);
        return view is { Trouble: { } trouble } ? Refusals.CrmSilent(trouble) : view!.Found.Select(f => f.Account).ToList();
    }

    private async Task<IReadOnlyList<CsvRow>> Rows(IReadOnlyList<AccountCard> accounts, CancellationToken ct)
    {
        var owned = accounts.Where(a => a.OwnerId is not null).Select(a => (a.Connection, a.OwnerId!)).Distinct().ToList();
        var people = await owners.People(owned, ct);
        return
        [
            .. accounts.Select(
                (a, at) =>
                    new CsvRow(
                        at + 1,
                        [
                            a.Name,
                            Website(a.Domain),
                            a.Country ?? "",
                            a.OwnerId is { } owner && people.TryGetValue((a.Connection, owner), out var colleague)
                                ? colleague.Email
                                : a.OwnerName ?? "",
                            a.CrmId,
                        ],
                        null
                    )
            ),
        ];
    }

    // A site that names no company is no reason to leave the company out.
    private static string Website(string? domain)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        return domain is not null && Domains.Read([domain], wrong) is [var one] && wrong.Count == 0 ? one : "";
    }
}
