using Entente.Access;
using Entente.Access.Safelist;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Entente.Tests.Pipeline;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Reviews;

/// <summary>Who reads which meeting, and what of it.</summary>
public sealed class MeetingWallsTest(House house) : IClassFixture<House>
{
    private readonly MeetingStory story = new(house);
    private readonly ReviewStory reviews = new(house);

    [Fact]
    public async Task A_partner_reads_its_own_shared_meetings_without_our_note_and_nobody_else_finds_any()
    {
        var (claims, owner) = (await RegistrationStory.In(house), await reviews.People.Staff(StaffRole.Owner));
        var restricted = await reviews.People.Person(claims.Kestrel, restricted: true);
        await story.Publish(owner, MeetingStory.Sales(Every.Month), MeetingStory.Pipeline(Every.Month));
        var meeting = (await story.Of(claims.Kestrel))[0].Id;
        await reviews.Deal(claims.Vantora, DealStory.Quote, reviews.Today.AddDays(-2), name: "Secret-rival-deal");
        await reviews.Deal(claims.Kestrel, DealStory.Quote, reviews.Today.AddDays(-2), name: "Own-deal");
        await reviews.Deal(claims.Kestrel, DealStory.Quote, reviews.Today.AddDays(-2), name: "Joint-deal", also: claims.Vantora);
        await story.Write(claims.Maren, meeting, "What both said", "Secret-note");
        (await story.Decide(claims.Maren, meeting, "Both do it", claims.Ines.Person!.Value)).Problem.ShouldBeNull();
        await story.Write(claims.Maren, (await story.Of(claims.Maren.Person!.Value))[0].Id, "Secret-pipeline", "Secret-note");

        var rival = (await story.Of(claims.Vantora))[0].Id;
        foreach (var held in (bool[])[false, true])
        {
            if (held)
                (await story.Hold(claims.Maren, meeting)).Problem.ShouldBeNull();
            var face = (await story.Own(claims.Ines, meeting)).ShouldNotBeNull();
            face.Summary.ShouldBe("What both said");
            face.Agenda.Lines.Select(l => l.Name).ShouldBe(["Joint-deal", "Own-deal"], ignoreOrder: true);
            face.Agenda.Lines.ShouldAllBe(l => l.Path == null || l.Path.StartsWith("portal/", StringComparison.Ordinal));
            face.Decisions.ShouldHaveSingleItem().Words.ShouldBe("Both do it");
            (await story.Own(claims.Ines, rival)).ShouldBeNull();
            (await story.Own(claims.Jonah, meeting)).ShouldBeNull();
            (await story.Own(restricted, meeting)).ShouldBeNull();
            (await story.OwnList(claims.Ines)).ShouldAllBe(m => m.Kind == MeetingKind.SalesReview);
            (await story.Reached(restricted)).ShouldBe(0);
            (await story.View(claims.Ines, meeting)).ShouldBeNull("the page of staff is not theirs");
        }
        (await reviews.Rows<MeetingNote>(claims.Ines)).ShouldBeEmpty();
        (await reviews.Rows<MeetingSheet>(claims.Ines)).ShouldHaveSingleItem().Outside.ShouldBeTrue();
        (await story.Hold(claims.Maren, rival)).Problem.ShouldBeNull();
        (await reviews.Rows<MeetingSheet>(claims.Ines)).ShouldHaveSingleItem().MeetingId.ShouldBe(meeting);
    }

    [Fact]
    public async Task What_the_safelist_hides_is_not_on_the_agenda_of_the_partner_before_and_after_it_was_held()
    {
        var (claims, owner) = (await RegistrationStory.In(house), await reviews.People.Staff(StaffRole.Owner));
        await story.Publish(owner, MeetingStory.Sales(Every.Month));
        var meeting = (await story.Of(claims.Kestrel))[0].Id;
        await reviews.Deal(claims.Kestrel, DealStory.Quote, reviews.Today.AddDays(-2), name: "Hidden-deal");
        await reviews.Safelist(Visibility.Hidden, "name");
        try
        {
            (await story.Own(claims.Ines, meeting))!.Agenda.Lines.ShouldHaveSingleItem().Name.ShouldBe("A deal of yours");
            (await story.Hold(claims.Maren, meeting)).Problem.ShouldBeNull();
            (await story.Own(claims.Ines, meeting))!.Agenda.Lines.ShouldHaveSingleItem().Name.ShouldBe("A deal of yours");
            await reviews.Safelist(Visibility.Hidden, "close_date");
            (await story.Own(claims.Ines, meeting))!.Agenda.Lines.ShouldBeEmpty();
            (await story.View(claims.Maren, meeting))!.Face.Agenda.Lines.ShouldContain(l => l.Name == "Hidden-deal");
        }
        finally
        {
            await reviews.Safelist(Visibility.Visible, "name", "close_date");
        }
    }

    [Fact]
    public async Task What_is_not_shared_is_ours_alone_and_staff_with_a_data_scope_meet_their_partners_and_their_own_pipeline_review()
    {
        var (claims, owner) = (await RegistrationStory.In(house), await reviews.People.Staff(StaffRole.Owner));
        await story.Publish(owner, MeetingStory.Sales(Every.Month, shared: false), MeetingStory.Pipeline(Every.Month));
        var (meeting, pipeline) = ((await story.Of(claims.Kestrel))[0].Id, (await story.Of(claims.Maren.Person!.Value))[0].Id);
        await story.Write(claims.Maren, meeting, "Inside", "Inside");
        (await story.Own(claims.Ines, meeting)).ShouldBeNull();
        (await story.Hold(claims.Maren, meeting)).Problem.ShouldBeNull();
        (await story.Own(claims.Ines, meeting)).ShouldBeNull();
        (await story.Reached(claims.Ines)).ShouldBe(0);

        var narrow = claims.Maren with { Scope = [claims.Vantora] };
        var colleague = (await reviews.People.Staff()) with { Scope = [claims.Vantora] };
        (await story.View(narrow, meeting)).ShouldBeNull();
        (await story.View(narrow, pipeline)).ShouldNotBeNull("it is their own");
        (await story.View(colleague, pipeline)).ShouldBeNull();
        (await story.View(colleague with { Scope = null }, pipeline)).ShouldNotBeNull();
        var sales = await reviews.People.Staff(StaffRole.Sales);
        (await story.Skip(sales, pipeline, "Mine")).Problem!.Code.ShouldBe("cadence.may_not");
    }
}
