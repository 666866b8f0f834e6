using Entente.Pipeline;
using Entente.Pipeline.List;
using Entente.Pipeline.Rules.Motions;
using Entente.Pipeline.Work;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Demo.Telling;

/// <summary>A manager goes over the open deals and puts on record what shows that their stages’ criteria are met; of some nobody knows yet.</summary>
internal sealed class PipelineReview(People people)
{
    private static readonly string[] Proofs =
    [
        "Notes of our call with the customer",
        "Mail from the partner",
        "Workshop notes, in the data room",
        "Their buyer confirmed it by mail",
    ];

    public async Task Run(Actor by, DateOnly today, CancellationToken ct)
    {
        var view = await people.Act<PipelineList, PipelineView>(by, l => l.Load(new PipelineQuery(Board: true), today, ct));
        foreach (var row in view.Rows.OrderBy(r => r.RegistrationNumber, StringComparer.Ordinal))
            if (row.Standing is { } standing && Known(row.Name, standing) is { Count: > 0 } known)
                await people.Do<ShowEvidence>(by, row.Name, u => u.Run(row.Id, known, ct));
    }

    private static Dictionary<string, string> Known(string deal, Standing standing)
    {
        var seed = deal.Sum(c => c);
        var behind = seed % 7 == 0 ? standing.LeftBehind.Skip(1) : standing.LeftBehind;
        return behind
            .Concat(standing.Exit.Where((c, i) => (seed + i) % 3 != 0))
            .Where(c => !c.Met && c.Of.Fact is null)
            .ToDictionary(c => c.Of.Key, c => Proofs[(seed + c.Of.Key.Length) % Proofs.Length], StringComparer.Ordinal);
    }
}
