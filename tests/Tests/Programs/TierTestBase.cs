using Entente.Access;
using Entente.Partners;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs.Place;
using Entente.Programs.Progress;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Programs;

/// <summary>What tests about tiers do again and again.</summary>
public abstract class TierTestBase(House house)
{
    private protected static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected Actor System => Actor.System(house.Corvane.Id);

    private protected async Task<PartnerId> Made(string name, PartnerType type, PartnerTier tier = PartnerTier.Registered)
    {
        var domain = name.ToLowerInvariant().Replace(' ', '-') + ".example";
        var made = (
            await house.Create(house.Corvane, PartnerStory.Kestrel with { Name = name, Type = type, Tier = tier, Domains = [domain] })
        ).Value;
        await using var scope = house.As(house.Corvane);
        await scope.ServiceProvider.GetRequiredService<AccessApi>().AddPartnerPerson(made, "admin@" + domain, "Ada Min", PartnerRole.Admin);
        await scope.ServiceProvider.GetRequiredService<Entente.Platform.Data.EntenteDb>().SaveChangesAsync(Ct);
        return made;
    }

    private protected async Task Measure(PartnerId partner)
    {
        await using var scope = house.As(house.Corvane);
        await scope.ServiceProvider.GetRequiredService<Entente.Programs.Evaluate.EvaluateTiers>().One(partner, house.Clock.Now, Ct);
    }

    private protected async Task<PartnerTier> Tier(PartnerId partner) => (await house.Ask(house.Corvane, p => p.Get(partner, Ct)))!.Tier;

    private protected async Task<ProgressView> Progress(PartnerId partner, Actor actor) =>
        (await house.Act<ProgressQuery, ProgressView?>(actor, q => q.Load(partner, Ct))).ShouldNotBeNull();

    private protected Task<Result> Decide(Actor actor, PartnerId partner, PartnerTier to, bool yes, string reason) =>
        house.Act<DecideProposal, Result>(actor, u => u.Run(partner, to, yes, reason, Ct));

    private protected Task<Result> Steer(Func<SteerTier, Task<Result>> act) => house.Act(System, act);

    private protected Task<Result> Hand(Actor actor, PartnerId partner, Shown shown) =>
        house.Act<ShowForTier, Result>(actor, u => u.Hand(partner, shown, Ct));

    private protected Task<Result> Judge(Actor actor, PartnerId partner, Guid evidence) =>
        house.Act<ShowForTier, Result>(actor, u => u.Judge(partner, evidence, true, null, Ct));

    private protected Task<Result> Appeal(Actor actor, string words) => house.Act<AppealTier, Result>(actor, u => u.Appeal(words, Ct));

    private protected Task<Result> Answer(Actor actor, PartnerId partner, Guid appeal, bool? upheld) =>
        house.Act<AppealTier, Result>(actor, u => u.Answer(partner, appeal, upheld, "We counted it now", Ct));

    private protected async Task<IReadOnlyList<string>> Mails()
    {
        await house.Work();
        return await house.Act<MailBox, IReadOnlyList<string>>(
            System,
            async m => [.. (await m.List("", 0, 100, Ct)).Rows.Select(r => r.Subject)]
        );
    }
}
