using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Entente.Programs.Evaluate;
using Entente.Programs.Plans;

namespace Entente.Programs;

/// <summary>Rooms above tell here that something they measure has changed; a plan that nobody has published costs them one look.</summary>
public sealed class ScorecardNews(EntenteDb db, PlanShelf shelf, PartnersApi partners)
{
    /// <summary>Each card is brought up to date within a moment, once however much has changed. Only stages, in a handler's transaction.</summary>
    public async Task Changed(IReadOnlyCollection<PartnerId> who, CancellationToken ct)
    {
        var plans = await shelf.InForce(ct);
        if (who.Count == 0 || plans.Count == 0)
            return;
        var concerned = (await partners.Cards(who, ct)).Values.Where(p => plans.ContainsKey(p.Type)).ToList();
        if (concerned.Count == 0)
            return;
        foreach (var partner in concerned)
            await db.EnqueueOnce(new MeasurePartner(partner.Id), partner.Id.ToString()!, ct);
    }
}
