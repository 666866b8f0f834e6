using Entente.Access;
using Entente.Conflicts.Complaints;
using Entente.Conflicts.Figures;
using Entente.Conflicts.Model;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Registrations.Conduct;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Conflicts;

/// <summary>A partner says that something is not fair, and somebody who did not decide about it answers in time. Each test has a house of its own.</summary>
public sealed class ComplaintsTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        house.Clock.Set(new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task It_gets_a_number_and_a_date_and_both_sides_are_told()
    {
        var story = await ComplaintStory.In(house);
        var claim = await story.Claims.Submitted(story.Claims.Ines, "Not Fair Foods");

        var number = await story.Complained(story.Claims.Ines, claim.ToLowerInvariant(), "TookTooLong", "Three weeks without a word.");
        await house.Work();

        var one = await story.Load(number);
        number.ShouldStartWith("FC-");
        (one.RegistrationNumber, one.PartnerId, one.By).ShouldBe((claim, story.Claims.Kestrel, story.Claims.Ines.Person));
        one.DueAt.ShouldBe(one.At.AddDays(7), "five business days, from Monday to Monday");
        (await story.Subjects(story.Claims.Ines, number)).ShouldBe([$"{number} about {claim}: we have your complaint"]);
        (await story.Subjects(story.Claims.Maren, number))
            .ShouldHaveSingleItem()
            .ShouldStartWith($"{number}: a partner complains: Kestrel");
        (await Today(story.Claims.Maren))!.Rows.ShouldHaveSingleItem().Sub.ShouldBe($"{number} about {claim}: the decision took too long");
        (await story.Conflicts.Of("Not Fair Foods")).ShouldBeNull("alone it is only a complaint");
        await using var scope = house.As(house.Corvane);
        (
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<AuditEntry>().AnyAsync(e => e.SubjectId == one.Id.Value, Ct)
        ).ShouldBeTrue("it is audited");
    }

    [Fact]
    public async Task In_general_it_names_no_registration_and_anybody_who_may_decide_answers()
    {
        var story = await ComplaintStory.In(house);

        var number = await story.Complained(story.Claims.Ines, "  ", "SomethingElse", "Nobody calls us back.");
        await house.Work();
        (await story.Answer(story.Claims.Maren, number, false, "We called on the third and the ninth.")).Problem.ShouldBeNull();
        await house.Work();

        var one = await story.Load(number);
        (one.Registration, one.Upheld, one.Reply).ShouldBe(((Guid?)null, false, "We called on the third and the ninth."));
        (await story.Subjects(story.Claims.Ines, number)).ShouldBe([
            $"{number}: we have your complaint",
            $"{number}: your complaint is answered",
        ]);
    }

    [Fact]
    public async Task What_is_missing_or_too_long_or_unknown_is_refused_at_its_field()
    {
        var story = await ComplaintStory.In(house);
        var ines = story.Claims.Ines;

        (await story.Complain(ines, null, null)).Problem!.Fields!.Keys.ShouldBe(["reason"]);
        (await story.Complain(ines, null, "NoSuchThing")).Problem!.Code.ShouldBe("complaint.no_reason");
        (await story.Complain(ines, null, words: " \n ")).Problem!.Code.ShouldBe("complaint.no_words");
        (await story.Complain(ines, null, words: new('x', 4001))).Problem!.Code.ShouldBe("complaint.too_long");
        (await story.Complain(ines, "DR-99999")).Problem!.Fields!.Keys.ShouldBe(["registration"]);
        (await story.Seen(ines)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_partners_registration_is_unknown_and_its_complaints_are_not_seen()
    {
        var story = await ComplaintStory.In(house);
        var theirs = await story.Claims.Submitted(story.Claims.Jonah, "Theirs Alone");
        var number = await story.Complained(story.Claims.Jonah, theirs);

        (await story.Complain(story.Claims.Ines, theirs)).Problem!.Code.ShouldBe("complaint.unknown_registration");
        var id = await story.Conflicts.Id(theirs);
        var byId = await house.Act<MakeComplaint, Result<string>>(
            story.Claims.Ines,
            u => u.Run(new(id, null, "TookTooLong", "By its id."), Ct)
        );
        byId.Problem!.Code.ShouldBe("conflict.no_claim");
        (await story.Seen(story.Claims.Ines)).ShouldBeEmpty();
        (await story.Seen(story.Claims.Jonah)).ShouldBe([number]);
        var narrow = story.Claims.Maren with { Scope = [story.Claims.Kestrel] };
        (await story.Seen(narrow)).ShouldBeEmpty("nor by staff who do not see the partner");
        (await story.Answer(narrow, number)).Problem!.Code.ShouldBe("complaint.not_found");
        var stranger = new Actor(
            house.Other.Id,
            ActorKind.Staff,
            Channel.Web,
            story.Claims.Maren.Person,
            Permissions: story.Claims.Maren.Permissions
        );
        (await story.Answer(stranger, number)).Problem!.Code.ShouldBe("complaint.not_found", "nor in another workspace");
    }

    [Fact]
    public async Task Only_partners_whose_role_includes_it_complain_and_whoever_views_as_them_sends_nothing()
    {
        var story = await ComplaintStory.In(house);
        var ines = story.Claims.Ines;

        (await story.Complain(story.Claims.Maren, null)).Problem!.Code.ShouldBe("conflict.partners_only");
        var viewer = ines with { Permissions = PartnerRights.Of(PartnerRole.Viewer) };
        (await story.Complain(viewer, null)).Problem!.Code.ShouldBe("conflict.role_may_not");
        var viewed = ines with { ReadOnly = true, ViewedBy = story.Claims.Maren.Person };
        (await story.Complain(viewed, null)).Problem!.Code.ShouldBe("conflict.role_may_not");
        (await story.Seen(ines)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_with_restricted_collaboration_sees_their_own_complaints_alone()
    {
        var story = await ComplaintStory.In(house);
        var number = await story.Complained(story.Claims.Ines, null);
        var restricted = story.Claims.Ines with { Person = story.Claims.Jonah.Person, OwnOnly = true };
        var hidden = await story.Claims.Submitted(story.Claims.Ines, "Hidden From Them");

        (await story.Seen(restricted)).ShouldBeEmpty();
        (await story.Seen(story.Claims.Ines with { OwnOnly = true })).ShouldBe([number]);
        (await story.Complain(restricted, hidden)).Problem!.Code.ShouldBe("complaint.unknown_registration");
    }

    [Fact]
    public async Task The_same_sent_twice_is_kept_once_and_about_a_registration_one_waits_at_a_time()
    {
        var story = await ComplaintStory.In(house);
        var claim = await story.Claims.Submitted(story.Claims.Ines, "Said Once");

        var both = await Task.WhenAll(story.Complain(story.Claims.Ines, claim), story.Complain(story.Claims.Ines, claim));
        both.Select(b => b.Value).Distinct().ShouldHaveSingleItem();

        var more = await story.Complain(story.Claims.Ines, claim, "WentDirect", "And a rep went there.");
        (more.Problem!.Code, more.Problem.Message.StartsWith(both[0].Value, StringComparison.Ordinal)).ShouldBe(
            ("complaint.one_open", true)
        );
        (await story.Answer(story.Claims.Maren, both[0].Value)).Problem.ShouldBeNull();
        (await story.Complain(story.Claims.Ines, claim, "WentDirect", "And a rep went there.")).Problem.ShouldBeNull(
            "answered, so it may again"
        );
    }

    [Fact]
    public async Task A_partner_brings_three_a_day_and_the_next_tomorrow()
    {
        var story = await ComplaintStory.In(house);
        for (var n = 0; n < 3; n++)
            await story.Complained(story.Claims.Ines, null, words: $"The {n}th thing.");

        var fourth = await story.Complain(story.Claims.Ines, null, words: "One more.");
        (fourth.Problem!.Code, fourth.Problem.Kind).ShouldBe(("complaint.too_many", ProblemKind.TooMany));
        (await story.Complain(story.Claims.Jonah, null)).Problem.ShouldBeNull("another partner's are its own");
        house.Clock.Advance(TimeSpan.FromDays(1));
        (await story.Complain(story.Claims.Ines, null, words: "One more.")).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Staff_are_reminded_at_half_and_at_the_breach_and_not_once_it_is_answered()
    {
        var story = await ComplaintStory.In(house);
        var (late, answered) = (
            await story.Complained(story.Claims.Ines, null),
            await story.Complained(story.Claims.Jonah, null, words: "Another thing.")
        );
        (await story.Answer(story.Claims.Maren, answered)).Problem.ShouldBeNull();
        for (var hours = 0; hours < 24 * 9; hours += 6)
        {
            house.Clock.Advance(TimeSpan.FromHours(6));
            await house.Work();
        }

        (await story.Subjects(story.Claims.Maren, late))
            .Select(s => s[..s.IndexOf(": Kestrel", StringComparison.Ordinal)])
            .ShouldBe([$"{late}: a partner complains", $"{late} waits for an answer", $"{late} is overdue"]);
        (await story.Subjects(story.Claims.Maren, answered)).ShouldBeEmpty();
        (await Today(story.Claims.Maren))!.Rows.ShouldHaveSingleItem().Severity.ShouldBe(Ui.Tone.Bad);
    }

    [Fact]
    public async Task It_counts_in_the_figures_and_in_the_conduct_that_every_partner_sees()
    {
        var story = await ComplaintStory.In(house);
        var right = await story.Complained(story.Claims.Ines, null, "TookTooLong", "One.");
        var fair = await story.Complained(story.Claims.Jonah, null, "TookTooLong", "Two.");
        await story.Complained(story.Claims.Jonah, null, "WentDirect", "Three.");
        (await story.Answer(story.Claims.Maren, right, true)).Problem.ShouldBeNull();
        (await story.Answer(story.Claims.Maren, fair, false)).Problem.ShouldBeNull();
        house.Clock.Advance(TimeSpan.FromDays(3));

        foreach (var who in new[] { story.Claims.Ines, story.Claims.Jonah, story.Claims.Maren })
        {
            await using var scope = house.As(who);
            (await scope.ServiceProvider.GetRequiredService<ConductQuery>().Load(Ct)).Complaints.ShouldBe((2, 1));
        }
        await using var staff = house.As(story.Claims.Maren);
        var figures = (await staff.ServiceProvider.GetRequiredService<ConflictFigures>().Load(30, Ct)).Complaints;
        (figures.Complaints, figures.Answered, figures.Upheld, figures.Late).ShouldBe((3, 2, 1, 0));
        figures.Reasons.Select(r => (r.Complaints, r.Open, r.Upheld)).ShouldBe([(2, 0, 1), (1, 1, 0)]);
    }

    private async Task<TodaySection?> Today(Actor who)
    {
        await using var scope = house.As(who);
        foreach (var item in scope.ServiceProvider.GetServices<ITodayItem>())
            if (await item.Section(house.Clock.Now, Ct) is { Id: "complaints" } section)
                return section;
        return null;
    }
}
