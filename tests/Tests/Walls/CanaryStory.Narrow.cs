using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Programs.Place;
using Entente.Programs.Rules;
using Entente.Reviews.Rules;
using Entente.Reviews.Work;
using Entente.Tests.Engagement;
using Entente.Tests.Leads;
using Entente.Tests.Onboarding;
using Entente.Tests.Plans;
using Entente.Tests.Programs;
using Entente.Tests.Reviews;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Walls;

// Those who are of the house or of the partner, and see a part of it only.
internal sealed partial class CanaryStory
{
    /// <summary>Staff who may do much, and see every partner but those of this story's manager.</summary>
    public WebVisitor Narrowed { get; private set; } = null!;

    /// <summary>A colleague of the marked partner who brought nothing and was added to nothing.</summary>
    public WebVisitor Restricted { get; private set; } = null!;

    private async Task Narrow()
    {
        Narrowed = await web.Staff(StaffRole.Admin, "narrowed@corvane.example", "Nora Narrow");
        Restricted = await web.PartnerPerson(story.Kestrel, PartnerRole.Seller, $"own.{story.InesEmail}", "Orla Own");
        await using (var scope = web.House.As(web.Corvane))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
            var nora = (await access.Member("narrowed@corvane.example", Ct))!.Person.Id;
            (await db.Set<Entente.Access.Model.Membership>().SingleAsync(m => m.PersonId == nora, Ct)).Narrow(
                new([], [], [], OwnPartners: true)
            );
            await access.Restrict((await access.Member($"own.{story.InesEmail}", Ct))!.Person.Id, true, Ct);
            await db.SaveChangesAsync(Ct);
            // What she looks after: the other story's partners, so that she has something to see.
            await db.Database.ExecuteSqlAsync($"update partner set manager = {nora.Value} where partner_id = {others.Kestrel.Value}", Ct);
        }
    }

    /// <summary>One announcement is out for the marked partner's admin alone, another is a draft.</summary>
    private async Task News()
    {
        var news = new NewsStory(web.House);
        var sheet = NewsStory.Sheet(NewsStory.Named(story.Kestrel), new(Entente.Engagement.Rules.Facet.Role, ["Admin"])) with
        {
            Texts = [new("en", "Pzqvwnews for you", "Pzqvwterms of yours: https://pzqvw.example/terms")],
        };
        await news.Out(sheet);
        await news.Draft(sheet);
    }

    /// <summary>One lead that the marked partner has, and one that it is offered: of that no partner knows whose it is.</summary>
    private async Task Leads()
    {
        var leads = new LeadStory(web.House);
        var manager = story.Maren with { Permissions = Permissions.Of(StaffRole.PartnerManager) };
        var held = await leads.Lead("Pzqvwlead Foods", manager);
        (await leads.Steer(s => s.HandOver(held, story.Kestrel, "Theirs", Ct), manager)).Problem.ShouldBeNull();
        (await leads.Accept(story.Ines, held)).Problem.ShouldBeNull();
        var offered = await leads.Lead("Plain Foods", manager);
        (await leads.Steer(s => s.HandOver(offered, story.Kestrel, "Perhaps theirs", Ct), manager)).Problem.ShouldBeNull();
    }

    /// <summary>One plan that is shared with the marked partner, and a draft that it does not know of.</summary>
    private async Task Plans()
    {
        var plans = new PlanStory(web.House);
        var manager = story.Maren with { Permissions = Permissions.Of(StaffRole.PartnerManager) };
        foreach (var shared in new[] { true, false })
        {
            var plan = await plans.Plan(manager, story.Kestrel, "Pzqvwplan of ours", template: "cosell");
            (await plans.Shape(manager, s => s.AddRisk(plan, new() { Words = "Pzqvwrisk" }, Ct))).Problem.ShouldBeNull();
            if (shared)
                (await plans.Share(manager, plan)).Problem.ShouldBeNull();
        }
    }

    /// <summary>One agreement is out for every partner with long grace, and the marked partner's admin accepted it.</summary>
    private async Task Agreements()
    {
        var agreements = new AgreementStory(web.House);
        var id = await agreements.Out(AgreementStory.Sheet("What every partner accepts.", grace: 300), name: "Program terms");
        var admin = story.Ines with { Channel = Channel.Web, Permissions = PartnerRights.Of(PartnerRole.Admin) };
        (await agreements.Accept(admin, id)).Problem.ShouldBeNull();
    }

    /// <summary>The marked partner is being onboarded, and showed something for a step.</summary>
    private async Task Journey()
    {
        var journeys = new JourneyStory(web.House);
        var manager = story.Maren with { Permissions = Permissions.Of(StaffRole.PartnerManager) };
        var id = await journeys.Begun(story.Kestrel, manager);
        (await journeys.Tick(manager, await journeys.Step(id, "welcome"), "Pzqvwevidence")).Problem.ShouldBeNull();
    }

    /// <summary>The quarter that runs was reviewed with the marked partner; of the one before there is a draft that it does not know of.</summary>
    private async Task Reviews()
    {
        var reviews = new ReviewStory(web.House);
        var manager = story.Maren with { Permissions = Permissions.Of(StaffRole.PartnerManager) };
        var number = await reviews.Made(manager, story.Kestrel, Quarter.Of(reviews.Today).ToString());
        var seen = (await reviews.View(manager, number))!;
        var opening = new ReviewForm
        {
            Planned = "2026-12-01",
            Summary = "Pzqvwsummary of ours",
            Note = Inside + "note of a review",
        };
        (await reviews.Shape(manager, s => s.Open(number, seen.Version, opening, Ct))).Problem.ShouldBeNull();
        await reviews.Decide(manager, number, "Pzqvwdecision", story.Ines);
        (await reviews.Share(manager, number)).Problem.ShouldBeNull();
        await reviews.Made(manager, story.Kestrel, Quarter.Of(reviews.Today).Previous.ToString());
    }

    /// <summary>Meetings with every partner and of the manager; of one with the marked partner something was said on either side.</summary>
    private async Task Meetings()
    {
        var meetings = new MeetingStory(web.House);
        var owner = story.Maren with { Permissions = Permissions.Of(StaffRole.Owner) };
        await meetings.Publish(owner, MeetingStory.Sales(Every.Month), MeetingStory.Pipeline(Every.Month));
        var meeting = (await meetings.Of(story.Kestrel))[0].Id;
        await meetings.Write(owner, meeting, "Pzqvwmeeting of ours", Inside + "note of a meeting");
        (await meetings.Decide(owner, meeting, "Pzqvwdone", story.Ines.Person!.Value)).Problem.ShouldBeNull();
    }

    private async Task Tiers()
    {
        var plan = TierStory.Plan(PartnerType.Reseller);
        var certified = TierStory.Criterion("certified", "Certified people", CriterionKind.People, "", 1, 2);
        var accepted = TierStory.Criterion("accepted", "Registrations accepted", CriterionKind.Count, "registration.accepted", 1, 5);
        (await web.House.Publish(plan with { Criteria = [.. plan.Criteria, certified, accepted] })).Problem.ShouldBeNull();
        var shown = new Shown("certified", "Pzqvwjonah Pryce", "Pzqvwcertificate of ours", null, null);
        (await web.House.Act<ShowForTier, Result>(story.Ines, u => u.Hand(story.Kestrel, shown, Ct))).Problem.ShouldBeNull();
        await web.House.Night();
    }

    /// <summary>The victim once more, in a file of partners that staff bring along; and a row that cannot be read.</summary>
    private async Task Brought()
    {
        const string Root = "/w/corvane/partners/import";
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in WebPage.ValuesOf((await Owner.Open(Root)).FormFor([("_handler", "upload")])))
            form.Add(new StringContent(value), name);
        var rows = $"Name,Domain,Type\nKzqvwbrought Along,{story.InesEmail.Split('@')[1]},MSP\nKzqvwunread,,Kzqvwtype\n";
        form.Add(new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(rows)), "Upload", "kzqvwpartners.csv");
        var page = (await Owner.Send(HttpMethod.Post, Root, form)).Location!;
        (await Owner.Submit(page, ("_handler", "map"))).Status.ShouldBe(303);
        await web.Work();
        (await Owner.Submit(page, ("_handler", "make"), ("Known", "fill"))).Status.ShouldBe(303);
        await web.Work();
    }
}
