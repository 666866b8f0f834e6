using System.Globalization;
using Entente.Access;
using Entente.Access.Safelist;
using Entente.Crm;
using Entente.Crm.Mapping;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Safelist;

/// <summary>Deals under the names of the safelist, for staff who ask what partners see of them; those that a partner has a part in come first.</summary>
internal sealed class OpportunityRecords(EntenteDb db, PipelineApi pipeline, CrmApi crm) : ISafeRecords
{
    private static readonly IReadOnlyList<string> Mapped = [.. Enum.GetValues<EntenteStage>().Select(s => s.Words())];

    public string Object => SafeObjects.Opportunity;

    public string Permission => Permissions.ReadPipeline;

    public async ValueTask<SafeRecord?> Find(string reference, CancellationToken ct)
    {
        if (!Ids.TryParse<OpportunityId>(reference, out var id) || await pipeline.Get(id, ct) is not { Gone: false } deal)
            return null;
        var account = deal.Account is { } of ? (await crm.Accounts([of], ct)).SingleOrDefault()?.Name : null;
        return new(
            Object,
            deal.Id.Short(),
            deal.Name,
            deal.Stage.Outward,
            deal.Partners.Select(p => p.Partner).ToHashSet(),
            OpportunityFields
                .Of(deal, account, partner: null)
                .Select(f => (f.Key, Value: Text(f.Value)))
                .Where(f => !string.IsNullOrWhiteSpace(f.Value))
                .ToDictionary(f => f.Key, f => f.Value!, StringComparer.Ordinal)
        );
    }

    public async ValueTask<IReadOnlyList<SafeRecordCard>> Latest(int most, CancellationToken ct)
    {
        var ids = await db.Set<Opportunity>()
            .Where(o => !o.Deleted && db.Set<OpportunityPartner>().Any(p => p.OpportunityId == o.Id))
            .OrderByDescending(o => o.ModifiedAt)
            .ThenBy(o => o.Id)
            .Take(most)
            .Select(o => o.Id)
            .ToListAsync(ct);
        var cards = await pipeline.Cards(ids, ct);
        return [.. ids.Where(cards.ContainsKey).Select(i => new SafeRecordCard(i.Short(), cards[i].Name))];
    }

    public ValueTask<IReadOnlyList<string>> Stages(CancellationToken ct) => ValueTask.FromResult(Mapped);

    private static string? Text(object? value) =>
        value switch
        {
            null => null,
            Money money => Format.Money(money),
            DateOnly day => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
            Percent percent => Format.Percent(percent),
            IReadOnlyCollection<OpportunityPart> parts => Format.Count(parts.Count, "partner"),
            _ => value.ToString(),
        };
}
