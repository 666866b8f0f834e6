using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tables;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Forms;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Import;

/// <summary>Where the rows of one file are judged: what does not change between them is loaded once, the rest a batch at a time.</summary>
internal sealed class JudgingBench
{
    private readonly EntenteDb db;
    private readonly ClaimWorld world;
    private readonly ImportFile file;
    private readonly TimeProvider clock;
    private readonly ImportMapping mapping;
    private readonly Terms terms;
    private readonly string currency;
    private readonly PartnerBook? book;
    private readonly PartnerCard? all;
    private readonly FormsAtHand forms;
    private readonly RowJudge judge;
    private HoldingFacts? holding;

    private JudgingBench(
        EntenteDb db,
        ClaimWorld world,
        ImportFile file,
        TimeProvider clock,
        (Terms Terms, WorkspaceCard Workspace) policy,
        (PartnerBook? Book, PartnerCard? All) claimants,
        FormsAtHand forms
    )
    {
        (this.db, this.world, this.file, this.clock, this.forms) = (db, world, file, clock, forms);
        (terms, currency, book, all) = (policy.Terms, policy.Workspace.Currency, claimants.Book, claimants.All);
        mapping = Json.Read<ImportMapping>(file.Mapping);
        judge = new(outsider: !file.OfStaff);
    }

    public static async Task<JudgingBench> For(
        EntenteDb db,
        ClaimWorld world,
        PartnersApi partners,
        FormsAtHand forms,
        ImportFile file,
        int judged,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var policy = (await world.Terms(ct), await world.Workspace(ct));
        var chosen = file.OfStaff ? Json.Read<ImportMapping>(file.Mapping).Partner : file.PartnerId.Value;
        var everyone = chosen is { } one ? await partners.Get(new(one), ct) : null;
        var names = chosen is null ? new PartnerBook(await partners.All(entering: false, ct)) : null;
        var bench = new JudgingBench(db, world, file, clock, policy, (names, everyone), forms);
        if (!file.OfStaff)
            bench.holding = await world.Holding(file.PartnerId, policy.Item1.Policy, clock.GetUtcNow(), ct);
        if (judged > 0)
            await bench.Remember(ct);
        return bench;
    }

    /// <summary>In the order of the rows.</summary>
    public async Task<IReadOnlyList<ImportRow>> Judge(IReadOnlyList<(int Row, CsvRow Read)> rows, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = terms.Calendar.DateAt(now);
        var read = rows.Select(r => Read(r.Row, r.Read, today)).ToList();
        var claims = read.FindAll(r => r.Claim is not null);
        var known = await Known(claims, ct);
        var facts = file.OfStaff
            ? await world.FactsOfMany([.. claims.Select(c => (c.Partner!, c.Claim!))], ct)
            : await world.OwnFactsOfMany(all!, [.. claims.Select(c => c.Claim!)], ct);
        // A row carries no file.
        facts = [.. facts.Select(f => f! with { Files = 0 })];
        var assessments = new Assessment[claims.Count];
        Parallel.For(0, claims.Count, new() { CancellationToken = ct }, i => assessments[i] = Assessment.Of(facts[i]!, terms, now));
        var next = 0;
        return
        [
            .. read.Select(r =>
            {
                if (r.Claim is null)
                    return Kept(r, RowVerdict.Bad, r.Wrong);
                var (i, number) = (next++, known.GetValueOrDefault(Sent(r)));
                // Each row that would be sent counts against the quota of those behind it.
                var assessment = holding is { } held ? Assessment.Of(facts[i]! with { Holding = held }, terms, now) : assessments[i];
                var (verdict, reasons) = judge.Judge(r.Line, r.Partner!.Id.Value, r.Claim, number, assessment);
                if (holding is not null && RowJudge.Sendable(verdict, looks: true))
                    holding = holding with { Open = holding.Open + 1 };
                return Kept(r, verdict, reasons);
            }),
        ];
    }

    private sealed record Typed(int Row, int Line, IReadOnlyList<string> Cells, PartnerCard? Partner, Claim? Claim, string Submission)
    {
        public string Company { get; init; } = "";
        public IReadOnlyList<RowReason> Wrong { get; init; } = [];
    }

    private Typed Read(int row, CsvRow read, DateOnly today)
    {
        if (read.Fault is { } fault)
            return new(row, read.Line, [], null, null, "") { Wrong = [new(null, Words(fault))] };
        var (input, named, wrong) = mapping.Read(read.Cells);
        var (partner, nobody) = all is not null ? (all, null) : book?.Find(named) ?? (null, "This partner is not there any more.");
        var reasons = wrong.Select(w => new RowReason(w.Key, w.Value)).ToList();
        if (partner is null)
            reasons.Add(new("partner", nobody!));
        // By the form that sending the row would go through.
        var claim = partner is null
            ? ClaimReader.Read(input, currency, today, sites: forms.Sites)
            : forms.Read(input, Segment.Of(input.Kind, partner), currency, today, c => terms.For(Segment.Of(c, partner)).Policy);
        if (!claim.Ok)
            reasons.AddRange(RowJudge.Of(claim.Problem));
        var good = reasons.Count == 0;
        return new(row, read.Line, read.Cells, partner, good ? claim.Value : null, good ? ImportMapping.Submission(input) : "")
        {
            Company = Shown(ClaimReader.OneLine(input.Company) ?? ""),
            Wrong = reasons,
        };
    }

    private ImportRow Kept(Typed row, RowVerdict verdict, IReadOnlyList<RowReason> reasons) =>
        new()
        {
            Row = row.Row,
            Line = row.Line,
            Cells = Json.Write(row.Cells.Select(Clean).ToList()),
            Claimant = row.Partner?.Id,
            Company = row.Company,
            Submission = row.Submission,
            Keys = row.Claim is { } claim ? ImportRows.KeysText(claim.Keys) : "",
            Verdict = verdict,
            Reasons = Json.Write(reasons.ToList()),
        };

    private static string Sent(Typed row) => $"{row.Partner!.Id.Short()}:{row.Submission}";

    private async Task<Dictionary<string, string>> Known(IReadOnlyList<Typed> claims, CancellationToken ct)
    {
        var sent = claims.Select(Sent).Distinct().ToList();
        return await db.Set<Registration>()
            .Where(r => sent.Contains(r.SubmissionId))
            .Select(r => new { r.SubmissionId, r.Number })
            .ToDictionaryAsync(r => r.SubmissionId, r => r.Number, ct);
    }

    // What was judged before the process ended.
    private async Task Remember(CancellationToken ct)
    {
        var rows = await db.Set<ImportRow>()
            .AsNoTracking()
            .Where(r => r.ImportId == file.Id && (r.Verdict == RowVerdict.Ready || r.Verdict == RowVerdict.Look))
            .OrderBy(r => r.Row)
            .Select(r => new
            {
                r.Line,
                r.Claimant,
                r.Keys,
            })
            .ToListAsync(ct);
        foreach (var row in rows)
            judge.Remember(row.Claimant!.Value.Value, ImportRows.KeysOf(row.Keys), row.Line);
        if (holding is not null)
            holding = holding with { Open = holding.Open + rows.Count };
    }

    private static string Words(CsvFault fault) =>
        fault is CsvFault.OpenQuote ? "A quote opens in this line and is never closed." : "This line is too long to be a row of a table.";

    private static string Clean(string cell) => ClaimReader.Lines(cell) ?? "";

    private static string Shown(string company) =>
        company.Length <= ClaimReader.LongestLine
            ? company
            : company[..(ClaimReader.LongestLine - 1 - (char.IsHighSurrogate(company[ClaimReader.LongestLine - 2]) ? 1 : 0))] + "…";
}
