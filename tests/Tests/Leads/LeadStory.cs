using Entente.Access;
using Entente.Leads;
using Entente.Leads.Book;
using Entente.Leads.Hold;
using Entente.Leads.Limits;
using Entente.Leads.Model;
using Entente.Leads.Offer;
using Entente.Leads.Portal;
using Entente.Leads.Rules;
using Entente.Leads.Show;
using Entente.Leads.Take;
using Entente.Leads.Watch;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Leads;

/// <summary>What tests about leads do again and again. Each has a region of its own: its rules are for its own partners and leads.</summary>
internal sealed class LeadStory(House house)
{
    private static int made;

    private readonly string region = $"R{Interlocked.Increment(ref made)}";

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public string Region => region;

    public Actor Maren { get; } = Staff(house, StaffRole.Owner);

    public static Actor Staff(House house, StaffRole role) =>
        new(
            house.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            Ids.New<PersonId>(house.Clock.Now),
            Name: "Maren Voss",
            Permissions: Permissions.Of(role)
        );

    public async Task<(PartnerId Partner, Actor Person, string Email)> Partner(
        PartnerTier tier = PartnerTier.Registered,
        PartnerRole role = PartnerRole.Seller
    )
    {
        var n = Interlocked.Increment(ref made);
        var partner = (
            await house.Create(
                house.Corvane,
                new($"Taker {n}", PartnerType.Reseller, tier, PartnerStatus.Active, [$"taker{n}.example"], region)
            )
        ).Value;
        var email = $"person@taker{n}.example";
        return (partner, await Person(partner, email, role), email);
    }

    public async Task<Actor> Person(PartnerId partner, string email, PartnerRole role = PartnerRole.Seller)
    {
        await using var scope = house.As(house.Corvane);
        var person = (
            await scope.ServiceProvider.GetRequiredService<AccessApi>().AddPartnerPerson(partner, email, "Tara Taker", role)
        ).Value;
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return new(house.Corvane.Id, ActorKind.Partner, Channel.Web, person, partner, "Tara Taker", PartnerRights.Of(role));
    }

    /// <summary>For the leads and partners of this story.</summary>
    public LeadRule Rule(LeadSelection how = LeadSelection.Turns) =>
        new(
            $"{region}-{how}",
            $"{region} {how}",
            LeadWhen.Always with
            {
                Regions = [region],
            },
            LeadWho.Anybody with
            {
                Regions = [region],
            },
            LeadHow.InTurn with
            {
                Selection = how,
            },
            LeadTimes.Standard,
            true
        );

    public async Task<Result<int>> TryPublish(params LeadRule[] rules)
    {
        (
            await house.Act<ChangeBook, Result>(
                Maren,
                async c => await c.Keep(new(rules, 5), new Dictionary<string, string>(), (await Draft())?.Seen, Ct)
            )
        ).Problem.ShouldBeNull();
        return await house.Act<ChangeBook, Result<int>>(Maren, async c => await c.Publish((await Draft())!.Seen, "As told", Ct));
    }

    public async Task Publish(params LeadRule[] rules) => (await TryPublish(rules)).Problem.ShouldBeNull();

    public Task<DraftedBook?> Draft() => house.Act<BookShelf, DraftedBook?>(Maren, s => s.Draft(Ct));

    public LeadInput Input(string company) =>
        new(
            company,
            "www.secret-site.example",
            "Secra Contact",
            "secra@secret-site.example",
            "CIO",
            "DE",
            region,
            "Reseller",
            "Observe",
            "60000",
            "Secret need of theirs",
            "fair",
            null
        );

    /// <summary>Taken in and distributed.</summary>
    public async Task<string> Lead(string company = "Secretive Foods", Actor? by = null)
    {
        var taken = await house.Act<TakeLead, Result<string>>(by ?? Maren, t => t.Run(Input(company), Ct));
        taken.Problem.ShouldBeNull();
        await house.Work();
        return taken.Value;
    }

    public async Task<Lead> Load(string number)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Lead>()
            .AsNoTracking()
            .Include(l => l.Offers)
            .SingleAsync(l => l.Number == number, Ct);
    }

    public async Task<LeadView> View(string number, Actor? by = null) =>
        (await house.Act<LeadQuery, LeadView?>(by ?? Maren, q => q.Load(number, Ct))).ShouldNotBeNull();

    public Task<Result> Accept(Actor who, string number) => house.Act<AnswerOffer, Result>(who, a => a.Accept(number, Ct));

    public async Task<Result> Decline(Actor who, string number, DeclineReason? why = DeclineReason.NoCapacity, string words = "")
    {
        var done = await house.Act<AnswerOffer, Result>(who, a => a.Decline(number, why, words, Ct));
        await house.Work();
        return done;
    }

    public Task<Result> Report(Actor who, string number, LeadProgress how) =>
        house.Act<ReportLead, Result>(who, r => r.Run(number, how, Ct));

    public async Task<Result> Steer(Func<SteerLead, Task<Result>> act, Actor? by = null)
    {
        var done = await house.Act(by ?? Maren, act);
        await house.Work();
        return done;
    }

    public Task<Result> Limit(PartnerId partner, string? most = null, bool paused = false, string? until = null) =>
        house.Act<SetLimit, Result>(Maren, s => s.Run(partner, most, paused, until, "On holiday", Ct));

    public Task<OwnLead?> Own(Actor who, string number) => house.Act<OwnLeads, OwnLead?>(who, o => o.Get(number, Ct));

    public async Task Pass(TimeSpan time)
    {
        house.Clock.Advance(time);
        await Sweep();
    }

    /// <summary>The sweep as its schedule runs it, and what it sets going.</summary>
    public async Task Sweep()
    {
        await using (var scope = house.As(house.Corvane))
            await ActivatorUtilities.GetServiceOrCreateInstance<SweepLeads>(scope.ServiceProvider).Run(house.Clock.Now, Ct);
        await house.Work();
    }

    /// <summary>Subjects of mails about a lead, by who got them; with all of their text.</summary>
    public async Task<IReadOnlyList<(string To, string Subject)>> Mails(SubjectRef about)
    {
        await house.Work();
        return await house.Act<MailBox, IReadOnlyList<(string, string)>>(
            Actor.System(house.Corvane.Id),
            async m => [.. (await m.About(about, Ct)).Select(r => (r.To, r.Subject))]
        );
    }

    public async Task<IReadOnlyList<(string To, string Subject)>> OfferMails(string number)
    {
        var all = new List<(string, string)>();
        foreach (var offer in (await Load(number)).Offers)
            all.AddRange(await Mails(offer.Id.Subject));
        return all;
    }
}
