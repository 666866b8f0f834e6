using Entente.Access;
using Entente.Access.Safelist;
using Entente.Crm.Mapping;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Safelist;

/// <summary>Deals under the names of the safelist, for staff who ask what partners see of them; those that a partner has a part in come first.</summary>
internal sealed class OpportunityRecords(EntenteDb db, PipelineApi pipeline, DealFacts facts) : ISafeRecords
{
    private static readonly IReadOnlyList<string> Mapped = [.. Enum.GetValues<EntenteStage>().Select(s => s.Words())];

    public string Object => SafeObjects.Opportunity;

    public string Permission => Permissions.ReadPipeline;

    public async ValueTask<SafeRecord?> Find(string reference, CancellationToken ct)
    {
        if (!Ids.TryParse<OpportunityId>(reference, out var id) || await pipeline.Get(id, ct) is not { Gone: false } deal)
            return null;
        return new(
            Object,
            deal.Id.Short(),
            deal.Name,
            deal.Stage.Outward,
            deal.Partners.Select(p => p.Partner).ToHashSet(),
            await facts.Everything(deal, ct)
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
}
