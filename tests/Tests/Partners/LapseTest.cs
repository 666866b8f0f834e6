using Entente.Access;
using Entente.Partners;
using Entente.Partners.Confirm;
using Entente.Partners.Edit;
using Entente.Partners.Lapse;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Partners;

/// <summary>Access that nobody uses or vouches for rests, is warned of before, and comes back by one click.</summary>
public sealed class LapseTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silence_is_warned_of_twice_then_access_rests_until_it_is_brought_back_with_a_reason()
    {
        var story = await RegistrationStory.In(web.House);
        using var session = await web.SignIn(story.InesEmail);
        var person = story.Ines.Person!.Value;

        await Days(75);
        (await Mails(story.InesEmail, "rests from")).ShouldBe(0);
        await Days(1);
        (await Mails(story.InesEmail, "rests from")).ShouldBe(1);
        await Days(11);
        (await Mails(story.InesEmail, "rests from")).ShouldBe(2);
        await Days(2);
        (await Card(story.Kestrel, person)).Active.ShouldBeTrue();
        await Days(1);
        var rests = await Card(story.Kestrel, person);
        (rests.Active, rests.SuspendedFor, rests.SuspendedAt).ShouldBe((false, AccessEnd.Silence, web.Clock.Now));
        (await session.Get("/w/corvane/portal")).Status.ShouldBe(303);

        (await Back(story.Maren, story.Kestrel, person, " ")).Problem!.Code.ShouldBe("partner.no_reason");
        (await Back(story.Jonah, story.Kestrel, person, "for a friend")).Problem!.Code.ShouldBe("access.may_not");
        (await Back(story.Maren, story.Vantora, person, "elsewhere")).Problem!.Code.ShouldBe("partner.no_person");
        (await Back(story.Maren, story.Kestrel, person, "Back from leave")).Problem.ShouldBeNull();
        await Days(1);
        (await Card(story.Kestrel, person)).Active.ShouldBeTrue("silence is counted from the return");
        using var again = await web.SignIn(story.InesEmail);
        (await again.Get("/w/corvane/portal")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Whoever_does_something_by_any_channel_stays()
    {
        var story = await RegistrationStory.In(web.House);
        await Days(80);
        await story.Submitted(story.Ines with { Channel = Channel.Mail }, "Still Here By Mail");
        await Days(15);
        (await Card(story.Kestrel, story.Ines.Person!.Value)).Active.ShouldBeTrue();
        (await Card(story.Vantora, story.Jonah.Person!.Value)).Active.ShouldBeFalse("who did nothing");
    }

    [Fact]
    public async Task Everything_somebody_has_open_is_closed_at_once_and_they_stay_on_the_team()
    {
        var story = await RegistrationStory.In(web.House);
        var admin = await web.AddPartnerPerson(story.Kestrel, PartnerRole.Admin, $"boss{story.InesEmail}", "Bo Ss");
        using var session = await web.SignIn(story.InesEmail);
        (await session.Get("/w/corvane/portal")).Status.ShouldBe(200);
        web.Clock.Advance(TimeSpan.FromSeconds(1));

        using var boss = await web.SignIn($"boss{story.InesEmail}");
        var closed = await boss.Submit("/w/corvane/portal/access", ("_handler", "confirm"), ("Close", story.Ines.Person!.Value.Short()));
        closed.Status.ShouldBe(303, closed.Text);
        (await session.Get("/w/corvane/portal")).Status.ShouldBe(303);
        (await boss.Get("/w/corvane/portal")).Status.ShouldBe(200);
        (await Card(story.Kestrel, story.Ines.Person!.Value)).Active.ShouldBeTrue();
        web.Clock.Advance(TimeSpan.FromSeconds(1));
        using var again = await web.SignIn(story.InesEmail);
        (await again.Get("/w/corvane/portal")).Status.ShouldBe(200);
        (await again.Get("/w/corvane/portal/access")).Status.ShouldBe(404, "a seller minds nobody’s access");
        (await Close(story.Jonah, story.Kestrel, admin)).Problem!.Code.ShouldBe("access.may_not");
    }

    [Fact]
    public async Task A_quarter_s_round_is_opened_reminded_answered_and_late_ones_go_to_the_manager()
    {
        var story = await RegistrationStory.In(web.House);
        var (bossMail, goneMail) = ($"boss{story.InesEmail}", $"gone{story.InesEmail}");
        await web.AddPartnerPerson(story.Kestrel, PartnerRole.Admin, bossMail, "Bo Ss");
        var gone = await web.AddPartnerPerson(story.Kestrel, PartnerRole.Seller, goneMail, "Go Ne");
        await Policy(suspend: true);
        await Confirm();
        await Confirm();
        using var boss = await web.SignIn(bossMail);
        (await boss.Open("/w/corvane/portal")).Words.ShouldContain("Confirm who is on your team");

        var page = await boss.Open("/w/corvane/portal/access");
        var answered = await boss.Submit(
            page,
            ("_handler", "confirm"),
            ($"Answer.{story.Ines.Person!.Value.Short()}", AnswerReview.Keep),
            ($"Answer.{gone.Short()}", AnswerReview.Remove)
        );
        answered.Status.ShouldBe(303, answered.Text);
        (await Card(story.Kestrel, gone)).SuspendedFor.ShouldBe(AccessEnd.Removed);
        web.Clock.Advance(TimeSpan.FromDays(14));
        await Confirm();
        (await Mails(bossMail, "Confirm your team")).ShouldBe(1);
        web.Clock.Advance(TimeSpan.FromDays(8));
        await Confirm();
        (await Card(story.Kestrel, story.Ines.Person!.Value)).Active.ShouldBeTrue("confirmed");
        (await Member(bossMail))!.SuspendedFor.ShouldBe(AccessEnd.Unconfirmed, "nobody said anything of them");
        (await Card(story.Vantora, story.Jonah.Person!.Value)).SuspendedFor.ShouldBe(AccessEnd.Unconfirmed);
        (await Mails((await Person(story.Maren.Person!.Value)).Email, "did not confirm its team")).ShouldBe(2);
        using var maren = await web.Staff(StaffRole.Owner, $"owner{story.InesEmail}", "O Wner");
        var today = await maren.Open("/w/corvane/today");
        today.Words.ShouldContain("has not confirmed its team");
        today.Words.ShouldContain("Confirm what partners see");
        (await maren.Submit("/w/corvane/settings/access", ("_handler", "safelist"))).Status.ShouldBe(303);
        (await maren.Open("/w/corvane/today")).Words.ShouldNotContain("Confirm what partners see");
        (await maren.Submit("/w/corvane/settings/access", ("_handler", "rules"), ("Days", "7"))).Status.ShouldBe(422);
        await Policy(suspend: false);
    }

    private async Task Days(int days)
    {
        for (var n = 0; n < days; n++)
        {
            web.Clock.Advance(TimeSpan.FromDays(1));
            await Run<LapseAccess>();
        }
    }

    private Task Confirm() => Run<RunReviews>();

    private async Task Run<T>()
        where T : Entente.Platform.Jobs.IScheduled
    {
        await using var scope = web.House.As(web.Corvane);
        await ActivatorUtilities.CreateInstance<T>(scope.ServiceProvider).Run(web.Clock.Now, Ct);
    }

    private Task<Result> Back(Actor who, PartnerId partner, PersonId person, string reason) =>
        web.House.Act<MindAccess, Result>(who, m => m.BringBack(partner, person, reason, Ct));

    private Task<Result> Close(Actor who, PartnerId partner, PersonId person) =>
        web.House.Act<MindAccess, Result>(who, m => m.CloseAll(partner, person, Ct));

    private async Task Policy(bool suspend)
    {
        await using var scope = web.House.As(web.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        if (await db.Set<AccessPolicy>().SingleOrDefaultAsync(Ct) is not { } policy)
            db.Add(policy = new AccessPolicy());
        policy.Set(true, AccessPolicy.UsualDays, true, true, suspend);
        await db.SaveChangesAsync(Ct);
    }

    private async Task<MemberCard> Card(PartnerId partner, PersonId person)
    {
        await using var scope = web.House.As(web.Corvane);
        return (await scope.ServiceProvider.GetRequiredService<AccessApi>().PartnerPeople(partner, Ct)).Single(m => m.Person.Id == person);
    }

    private async Task<MemberCard?> Member(string email)
    {
        await using var scope = web.House.As(web.Corvane);
        return await scope.ServiceProvider.GetRequiredService<AccessApi>().Member(email, Ct);
    }

    private async Task<PersonCard> Person(PersonId id)
    {
        await using var scope = web.House.As(web.Corvane);
        return (await scope.ServiceProvider.GetRequiredService<AccessApi>().People([id], Ct))[id];
    }

    private async Task<int> Mails(string to, string subject)
    {
        await using var scope = web.House.As(web.Corvane);
        var (rows, _) = await scope.ServiceProvider.GetRequiredService<MailBox>().List(to, 0, 100, Ct);
        return rows.Count(m => m.Subject.Contains(subject, StringComparison.Ordinal));
    }
}
