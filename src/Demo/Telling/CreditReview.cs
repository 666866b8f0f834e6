using Entente.Demo.Plan;
using Entente.Pipeline.Credits;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Demo.Telling;

/// <summary>Deals that two partners sell together: who gets which credit for them.</summary>
internal sealed class CreditReview(People people)
{
    private const string Settled = "Thistlecrest Bank";
    private const string Asked = "Oakhaven Media";
    private const string Corrected = "Linmere Water";

    /// <summary>Which partner a registration of this company names beside its own.</summary>
    public static IReadOnlyDictionary<string, string> Second { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Settled] = PartnerCast.Quillstone,
            [Asked] = PartnerCast.Brightmoor,
            [Corrected] = PartnerCast.Vantora,
        };

    public async Task TakeIn(Actor by, CancellationToken ct)
    {
        foreach (var company in Second.Keys)
            if (await Find(by, company, ct) is { } deal)
                foreach (var (partner, name, _) in deal.Named)
                    await people.Do<DecideNamed>(by, $"{name}, {company}", d => d.Run(deal.Deal.Id, partner, takeIn: true, ct));
    }

    public async Task Run(Actor by, CancellationToken ct)
    {
        if (await Find(by, Settled, ct) is { IsOpen: true, Partners.Count: 2 } settled)
            await people.Do<SettleShares>(by, Settled, s => s.Run(settled.Deal.Id, Shares(settled, "60", "30"), ct));
        if (await Find(by, Asked, ct) is { IsOpen: true } asked)
            await people.Do<TalkShares>(
                people[StoryPlan.Ines],
                Asked,
                t =>
                    t.Offer(
                        asked.Deal.Id,
                        null,
                        new("Sourcing", "70"),
                        "We found the customer and wrote the offer; the workshop was theirs.",
                        ct
                    )
            );
        if (await Find(by, Corrected, ct) is { LockedAt: not null, Partners.Count: 2 } corrected)
            await people.Do<CorrectCredit>(
                people[StoryPlan.Owner],
                Corrected,
                c =>
                    c.Ask(
                        corrected.Deal.Id,
                        Shares(corrected, "70", "30"),
                        "The migration was nearly all of the work that was agreed; see the mail of the customer.",
                        ct
                    )
            );
    }

    private static Dictionary<PartnerId, ShareInput> Shares(CreditView deal, string first, string second) =>
        deal
            .Partners.Select((p, i) => (p.Partner, Typed: i == 0 ? new ShareInput("Sourcing", first) : new ShareInput("Services", second)))
            .ToDictionary(p => p.Partner, p => p.Typed);

    private async Task<CreditView?> Find(Actor by, string company, CancellationToken ct)
    {
        foreach (var open in (bool[])[true, false])
        {
            var view = await people.Act<AttributionQuery, AttributionView>(
                by,
                q => q.Load(new(AttributionBy.Partner, open, null, null, null), ct)
            );
            if (view.Lines.FirstOrDefault(l => l.DealName.StartsWith(company, StringComparison.Ordinal)) is { } line)
                return await people.Act<CreditQuery, CreditView?>(by, q => q.Load(line.Deal, ct));
        }
        return null;
    }
}
