using Entente.Crm;
using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Entente.Platform.Values;

namespace Entente.Pipeline.Rules;

/// <summary>Reads a deal of the CRM into the words of this room. Never throws: what cannot be read is left out.</summary>
internal sealed class DealReading(IReadOnlyList<CrmStageCard> stages, IReadOnlyDictionary<string, string> owners)
{
    /// <summary>Beyond this an amount is a mistake of whoever typed it, and would not fit.</summary>
    private const decimal LargestAmount = 1_000_000_000_000m;

    public DealRecord Read(CrmDeal deal)
    {
        var record = deal.Record;
        return new(
            record.Id,
            record[CrmFields.Name] ?? "Unnamed deal",
            deal.Account,
            StageOf(record[CrmFields.Pipeline], record[CrmFields.Stage]),
            AmountOf(record[CrmFields.Amount], record[CrmFields.Currency]),
            Canonical.ReadDate(record[CrmFields.CloseDate]),
            record[CrmFields.OwnerId] is { } owner ? new(owner, owners.GetValueOrDefault(owner, "")) : null,
            record[CrmFields.NextStep],
            Canonical.ReadInstant(record[CrmFields.CreatedAt]) ?? record.ModifiedAt,
            record.ModifiedAt,
            deal.Url,
            record.Links.Where(l => l.To is CrmObject.Account).OrderByDescending(l => l.Primary).FirstOrDefault()?.Id,
            record.Deleted,
            record.MergedInto
        );
    }

    private DealStage StageOf(string? pipeline, string? stage)
    {
        if (stage is null)
            return new("", "", 0, 0, default, OpportunityState.Open);
        var known = stages.FirstOrDefault(s => s.Id == stage && s.Pipeline == pipeline) ?? stages.FirstOrDefault(s => s.Id == stage);
        if (known is null)
            return new(stage, stage, 0, 0, default, OpportunityState.Open);
        var open = Open(known.Pipeline);
        return new(stage, known.Label, open.IndexOf(stage) + 1, open.Count, ProbabilityOf(known), StateOf(known.Means))
        {
            Means = known.Means,
            Outward = known.Mapped ? known.Means.Words() : null,
        };
    }

    /// <summary>
    /// The stages of a pipeline in which a deal is open, in the CRM's order; once an admin has said what one of them means, in the order of
    /// what they mean.
    /// </summary>
    private List<string> Open(string pipeline)
    {
        var open = stages.Where(s => s.Pipeline == pipeline && s.Means.IsOpen()).OrderBy(s => s.Position).ToList();
        return [.. (open.Exists(s => s.Mapped) ? open.OrderBy(s => s.Means).ToList() : open).Select(s => s.Id)];
    }

    private static OpportunityState StateOf(EntenteStage means) =>
        means switch
        {
            EntenteStage.Won => OpportunityState.Won,
            EntenteStage.Lost => OpportunityState.Lost,
            _ => OpportunityState.Open,
        };

    // A stage that counts as won or lost only because an admin says so is certain all the same.
    private static Percent ProbabilityOf(CrmStageCard stage) =>
        stage.Means switch
        {
            EntenteStage.Won => Percent.Hundred,
            EntenteStage.Lost => new Percent(0),
            _ => new Percent(stage.Probability),
        };

    private static Money? AmountOf(string? amount, string? currency) =>
        Canonical.ReadNumber(amount) is { } major && Math.Abs(major) <= LargestAmount && currency is { Length: 3 }
            ? Money.FromMajor(major, currency.ToUpperInvariant())
            : null;
}
