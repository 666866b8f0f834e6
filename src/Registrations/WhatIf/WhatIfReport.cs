using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.WhatIf;

/// <summary>A registration of which something would have been otherwise.</summary>
/// <param name="Unknown">What the draft asks of it and nobody recorded; empty: everything it asks is known.</param>
public sealed record WhatIfRow(
    string Number,
    string Company,
    PartnerId Partner,
    Money? Amount,
    IReadOnlyList<Difference> Differences,
    IReadOnlyList<string> Unknown
)
{
    public Favour Favour =>
        Differences.Any(d => d.Favour is Favour.Loses) ? Favour.Loses
        : Differences.Any(d => d.Favour is Favour.Gains) ? Favour.Gains
        : Favour.Neither;
}

/// <summary>What a partner would have gained and lost, counted in registrations.</summary>
public sealed record WhatIfPartner(PartnerId Partner, int Gains, int Loses, int Unknown);

/// <summary>What a policy would have made of the past.</summary>
/// <param name="Replayed">How many registrations were asked about.</param>
/// <param name="Differ">Those of which something would differ, as far as everything is known.</param>
/// <param name="Unknown">Those of which the draft asks what nobody recorded: neither the same nor different.</param>
/// <param name="Reproduced">Stored assessments of this engine that their own version reproduces exactly.</param>
/// <param name="Broken">Stored assessments of this engine that it does not: a bug.</param>
/// <param name="Older">Of an older engine: replayed under their own version first, since their verdicts were not kept.</param>
/// <param name="OlderUnlike">Numbers of those that today's engine judges otherwise than the older one did, and in what.</param>
public sealed record WhatIfReport(
    int Replayed,
    IReadOnlyList<WhatIfRow> Differ,
    IReadOnlyList<WhatIfRow> Unknown,
    IReadOnlyList<WhatIfPartner> Partners,
    int Reproduced,
    IReadOnlyList<string> Broken,
    int Older,
    IReadOnlyList<(string Number, string What)> OlderUnlike
)
{
    /// <summary>Older ones of the year that were left out, for their number.</summary>
    public int LeftOut { get; init; }

    public int Same => Replayed - Differ.Count - Unknown.Count;

    public int Of(DifferenceKind kind) => Differ.Count(r => r.Differences.Any(d => d.Kind == kind));

    public int Of(Favour favour) => Differ.Count(r => r.Favour == favour);

    public IEnumerable<Money?> Worth(Favour favour) => Differ.Where(r => r.Favour == favour).Select(r => r.Amount);
}

/// <summary>Gathers the report claim by claim, so that a year of them need not be held at once. Pure.</summary>
internal sealed class WhatIfTally(Policy draft, int version, Func<int, Policy> versions)
{
    private readonly List<WhatIfRow> differ = [];
    private readonly List<WhatIfRow> unknown = [];
    private readonly List<string> broken = [];
    private readonly List<(string, string)> olderUnlike = [];
    private int replayed;
    private int reproduced;
    private int older;

    public void Add(PastClaim claim)
    {
        replayed++;
        foreach (var past in claim.Assessments)
            Check(claim, past);
        if (Row(claim) is { } row)
            (row.Unknown.Count > 0 ? unknown : differ).Add(row);
    }

    public WhatIfReport Report() =>
        new(
            replayed,
            differ,
            unknown,
            [
                .. differ
                    .Concat(unknown)
                    .GroupBy(r => r.Partner)
                    .Select(g => new WhatIfPartner(
                        g.Key,
                        g.Count(r => r.Unknown.Count == 0 && r.Favour is Favour.Gains),
                        g.Count(r => r.Unknown.Count == 0 && r.Favour is Favour.Loses),
                        g.Count(r => r.Unknown.Count > 0)
                    ))
                    .OrderByDescending(p => p.Loses)
                    .ThenByDescending(p => p.Gains)
                    .ThenByDescending(p => p.Unknown)
                    .ThenBy(p => p.Partner.Value),
            ],
            reproduced,
            broken,
            older,
            olderUnlike
        );

    /// <summary>Null when nothing would differ and nothing is unknown.</summary>
    private WhatIfRow? Row(PastClaim claim)
    {
        var (differences, open) = (new List<Difference>(), new List<string>());
        foreach (var past in claim.Assessments)
        {
            var (was, now) = (Replay.AsItWas(past, versions), Replay.Of(past, draft, version));
            open.AddRange(now.Unknown.Except(was.Unknown, StringComparer.Ordinal));
            differences.AddRange(
                past.Act switch
                {
                    "submit" => Differences.AtSubmission(was, now, claim.State, past.Moment.Zone),
                    "approve" => [.. Differences.Ruling(was, now), .. Differences.AtApproval(was, now, past.Moment.Zone)],
                    _ => Differences.Ruling(was, now),
                }
            );
        }
        return differences.Count == 0 && open.Count == 0
            ? null
            : new(claim.Number, claim.Company, claim.Partner, claim.Amount, [.. differences.Distinct()], [.. open.Distinct()]);
    }

    private void Check(PastClaim claim, PastAssessment past)
    {
        var unlike = Replay.Unlike(past, versions);
        if (past.Trace.Engine != Assessment.Engine)
        {
            older++;
            if (unlike.Count > 0)
                olderUnlike.Add((claim.Number, string.Join(", ", unlike)));
        }
        else if (unlike.Count > 0)
            broken.Add(claim.Number);
        else
            reproduced++;
    }
}
