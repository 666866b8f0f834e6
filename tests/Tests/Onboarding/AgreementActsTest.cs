using Entente.Access;
using Entente.Onboarding.Rules;
using Entente.Onboarding.Show;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Npgsql;

namespace Entente.Tests.Onboarding;

/// <summary>An agreement is written, published, accepted, written anew and ended; what was published or accepted never changes.</summary>
public sealed class AgreementActsTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly AgreementStory story = new(house);

    [Fact]
    public async Task Two_clicks_and_two_admins_in_the_same_second_leave_one_acceptance_with_the_text_s_fingerprint()
    {
        await story.Alone();
        var kestrel = await house.Made(house.Corvane, "Kestrel Twice");
        var (ada, bea) = (await story.Person(kestrel), await story.Person(kestrel));
        var id = await story.Out(AgreementStory.Sheet("Line one.\n\nLine two."));

        var done = await Task.WhenAll(story.Accept(ada, id), story.Accept(bea, id), story.Accept(ada, id));

        done.ShouldAllBe(d => d.Ok);
        var kept = (await story.Acceptances(id)).ShouldHaveSingleItem();
        (kept.Number, kept.PartnerId, kept.Channel).ShouldBe((1, kestrel, Channel.Web));
        kept.Hash.ShouldBe(AgreementSheet.Hash("Line one.\n\nLine two."));
        new[] { ada.Person, bea.Person }.ShouldContain(kept.PersonId);
        (await story.View(id)).Partners.Single(p => p.Partner == kestrel).Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task Another_text_than_the_one_that_was_read_is_not_accepted()
    {
        await story.Alone();
        var ada = await story.Person(await house.Made(house.Corvane, "Kestrel Stale"));
        var id = await story.Out(AgreementStory.Sheet("The first text.", grace: 5));
        var read = (await story.Read(ada, id)).ShouldNotBeNull();
        await story.Out(AgreementStory.Sheet("The second text.") with { Note = "The second word." }, id);

        (await story.Accept(ada, id, read.Number, read.Hash)).Problem!.Code.ShouldBe("agreement.text_changed");
        (await story.Accept(ada, id, 2, read.Hash)).Problem!.Code.ShouldBe("agreement.text_changed", "the number alone says nothing");
        (await story.Accept(ada, id, 3, read.Hash)).Problem!.Code.ShouldBe("agreement.text_changed");
        (await story.Acceptances(id)).ShouldBeEmpty();
        var anew = (await story.Read(ada, id)).ShouldNotBeNull();
        (anew.Number, anew.Text, anew.Note).ShouldBe((2, "The second text.", "The second word."));
        (await story.Accept(ada, id)).Problem.ShouldBeNull();
        (await story.Acceptances(id)).ShouldHaveSingleItem().Number.ShouldBe(2);
        (await story.Read(ada, id, 1)).ShouldBeNull("they never accepted that one");
    }

    [Fact]
    public async Task The_program_s_own_role_can_neither_change_nor_delete_an_acceptance()
    {
        await story.Alone();
        var ada = await story.Person(await house.Made(house.Corvane, "Kestrel Once"));
        var id = await story.Out(AgreementStory.Sheet());
        (await story.Accept(ada, id)).Problem.ShouldBeNull();

        foreach (var act in new[] { "update agreement_acceptance set number = 9", "delete from agreement_acceptance" })
        {
            await using var app = NpgsqlDataSource.Create(house.AppConnection);
            await using var command = app.CreateCommand(act);
            (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Ct))).SqlState.ShouldBe(
                PostgresErrorCodes.InsufficientPrivilege
            );
        }
        (await story.Acceptances(id)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_not_ready_is_refused_with_a_sentence_by_field_and_a_stale_page_changes_nothing()
    {
        await story.Alone();
        var name = AgreementStory.Name();
        var id = await story.Draft(AgreementStory.Sheet(""), name: name);

        (await story.Publish(id)).Problem!.Fields!.Keys.ShouldBe(["text"]);
        (await story.Keep(null, name.ToUpperInvariant(), AgreementStory.Sheet(), null)).Problem!.Fields!["name"].ShouldContain("already");
        (await story.Keep(id, name, AgreementStory.Sheet(), 7)).Problem!.Code.ShouldBe("agreement.changed");
        await story.Draft(AgreementStory.Sheet() with { EffectiveOn = story.Today.AddDays(-1) }, id, name);
        (await story.Publish(id)).Problem!.Fields!.Keys.ShouldBe(["effectiveOn"]);
        await story.Draft(AgreementStory.Sheet(), id, name);
        (await story.Publish(id)).Value.ShouldBe(1);
        (await story.Publish(id)).Problem!.Code.ShouldBe("agreement.no_draft");
        await story.Draft(AgreementStory.Sheet("Another text."), id, "Another name");
        (await story.View(id)).Name.ShouldBe(name, "rules of the policy ask for it by name");
        (await story.Publish(id)).Problem!.Fields!.Keys.ShouldBe(["note"]);
        (await story.View(id)).Versions.ShouldHaveSingleItem().Sheet.Text.ShouldBe("We both agree.");
    }

    [Fact]
    public async Task Only_who_may_writes_and_publishes()
    {
        var manager = story.Olga with { Permissions = Permissions.Of(StaffRole.PartnerManager) };
        var ada = await story.Person(await house.Made(house.Corvane, "Kestrel May"));
        var id = await story.Draft(AgreementStory.Sheet());

        foreach (var who in new[] { manager, ada })
        {
            (await story.Keep(null, "Mine", AgreementStory.Sheet(), null, who)).Problem!.Code.ShouldBe("agreement.may_not");
            (await story.Publish(id, who)).Problem!.Code.ShouldBe("agreement.may_not");
        }
        (await story.View(id)).Phase.ShouldBe(AgreementPhase.Draft);
    }

    [Fact]
    public async Task What_is_ended_waits_for_nobody_and_stays_readable_for_those_who_accepted()
    {
        await story.Alone();
        var (ada, late) = (
            await story.Person(await house.Made(house.Corvane, "Kestrel Ended")),
            await story.Person(await house.Made(house.Corvane, "Kestrel Never"))
        );
        var id = await story.Out(AgreementStory.Sheet());
        (await story.Accept(ada, id)).Problem.ShouldBeNull();
        var read = (await story.Read(late, id)).ShouldNotBeNull();

        (await story.End(id)).Problem.ShouldBeNull();

        (await story.Read(ada, id)).ShouldNotBeNull().Line.Ended.ShouldBeTrue();
        (await story.Read(late, id)).ShouldBeNull();
        (await story.Accept(late, id, read.Number, read.Hash)).Problem!.Code.ShouldBe("agreement.none");
        (await story.End(id)).Problem!.Code.ShouldBe("agreement.ended");
        (await story.Keep(id, "x", AgreementStory.Sheet(), (await story.View(id)).Seen)).Problem!.Code.ShouldBe("agreement.ended");
    }
}
