using Entente.Crm;
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
        var open = stages.Where(s => s.Pipeline == known.Pipeline && !s.Closed).OrderBy(s => s.Position).Select(s => s.Id).ToList();
        return new(stage, known.Label, open.IndexOf(stage) + 1, open.Count, new Percent(known.Probability), StateOf(known));
    }

    private static OpportunityState StateOf(CrmStageCard stage) =>
        stage switch
        {
            { Closed: false } => OpportunityState.Open,
            { Won: true } => OpportunityState.Won,
            _ => OpportunityState.Lost,
        };

    private static Money? AmountOf(string? amount, string? currency) =>
        Canonical.ReadNumber(amount) is { } major && Math.Abs(major) <= LargestAmount && currency is { Length: 3 }
            ? Money.FromMajor(major, currency.ToUpperInvariant())
            : null;
}
