using Entente.Access;
using Entente.Crm;
using Entente.Pipeline;
using Entente.Pipeline.Credits;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Pipeline;

/// <summary>Deals that two partners have a part in, and the people who settle their credit.</summary>
public abstract class CreditStory(WebHouse web)
{
    private protected WebHouse Web => web;

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected House House => Web.House;

    private protected Actor System => Actor.System(Web.Corvane.Id);

    private protected sealed record JointDeal(
        OpportunityId Deal,
        CrmConnectionId Connection,
        string CrmId,
        PartnerId One,
        PartnerId Other,
        Actor First,
        Actor Second
    )
    {
        public PartnerId Two => Other;
    }

    // The first brought the deal, the second does services in it.
    private protected async Task<JointDeal> Joint(string crmId, string motion = "reseller", string name = "Oakhaven Media")
    {
        var connection = House.Connection();
        var (one, two) = (await House.Made(Web.Corvane, $"Alpha {crmId}"), await House.Made(Web.Corvane, $"Beta {crmId}"));
        await House.Apply(Web.Corvane, connection, House.Deal(crmId, name));
        var deal = await House.Link(Web.Corvane, new(connection, crmId, "", null, null, one, Motion: motion));
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        await House.Link(Web.Corvane, new(connection, crmId, "", null, null, two, DealRole.Services, Motion: motion));
        await House.Work();
        return new(deal, connection, crmId, one, two, PartnerStory.Partner(Web.Corvane, one), PartnerStory.Partner(Web.Corvane, two));
    }

    private protected async Task Close(JointDeal of, DealStage stage, Money? amount = null)
    {
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        var deal = House.Deal(of.CrmId) with { Stage = stage, Name = "=Odd Amount" };
        await House.Apply(Web.Corvane, of.Connection, amount is null ? deal : deal with { Amount = amount });
        await House.Work();
    }

    private protected Actor Maren { get; } = Person("credit.settle");

    private protected Actor Tomas { get; } = Person("credit.settle");

    private protected static Actor Person(string may) =>
        new(default, ActorKind.Staff, Channel.Web, Person: Ids.New<PersonId>(DateTimeOffset.UnixEpoch.AddYears(56)))
        {
            Permissions = new HashSet<string> { may },
        };

    private protected static Actor Staff(string may) => Person(may);

    private protected Actor Here(Actor who) => who.Workspace == default ? who with { Workspace = Web.Corvane.Id } : who;

    private protected Task<Result> Offer(Actor who, OpportunityId deal, PartnerId? to, string share) =>
        House.Act<TalkShares, Result>(Here(who), t => t.Offer(deal, to, new("Sourcing", share), "As we said", Ct));

    private protected Task<Result> Answer(Actor who, OpportunityId deal, PartnerId? to, bool agree) =>
        House.Act<TalkShares, Result>(Here(who), t => t.Answer(deal, to, agree, null, Ct));

    private protected Task<Result> Settle(JointDeal of, string one, string two) =>
        House.Act<SettleShares, Result>(Here(Maren), s => s.Run(of.Deal, Typed(of, one, two), Ct));

    private protected Task<Result> Correct(Actor who, JointDeal of, string one, string two, string why) =>
        House.Act<CorrectCredit, Result>(Here(who), c => c.Ask(of.Deal, Typed(of, one, two), why, Ct));

    private protected Task<Result> Decide(Actor who, OpportunityId deal, bool approve) =>
        House.Act<CorrectCredit, Result>(Here(who), c => c.Decide(deal, approve, Ct));

    private protected Task<Result<int>> Publish(string motion, CreditRule rule, int seen) =>
        House.Act<PublishCreditRule, Result<int>>(System, p => p.Run(motion, rule, seen, Ct));

    private protected Task<OwnCreditView?> Own(Actor who, OpportunityId deal) =>
        House.Act<OwnCredit, OwnCreditView?>(who, o => o.Load(deal, Ct));

    private protected async Task<CreditView> See(OpportunityId deal) =>
        (await House.Act<CreditQuery, CreditView?>(System, q => q.Load(deal, Ct)))!;

    private protected async Task Gather(OpportunityId deal)
    {
        await using var scope = House.As(System);
        await using var held = await scope.ServiceProvider.GetRequiredService<EntenteDb>().Hold([], Ct);
        await scope.ServiceProvider.GetRequiredService<CreditApi>().Gather([deal], Ct);
        await held.Save(Ct);
    }

    private protected async Task<List<PartnerCredit>> Rows(OpportunityId deal)
    {
        await using var scope = House.As(System);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<PartnerCredit>()
            .Where(c => c.OpportunityId == deal)
            .ToListAsync(Ct);
    }

    private protected static Dictionary<PartnerId, ShareInput> Typed(JointDeal of, string one, string two) =>
        new() { [of.One] = new("Sourcing", one), [of.Two] = new("Services", two) };
}
