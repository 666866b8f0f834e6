using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Collaboration.Threads.Search;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Collaboration;

/// <summary>Messages are found by who reads them, and by nobody else, not even as a number; signs are one's own.</summary>
public sealed class FindMessagesTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TalkStory.Ct;

    [Fact]
    public async Task Each_finds_what_they_read_by_every_word_and_the_beginning_of_the_last()
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.People.Maren, "The Überlinger rollout slips to Friday.")).Problem.ShouldBeNull();
        (await story.Say(story.People.Maren, "Rollout margin: stay quiet.", ReadBy.Internal)).Problem.ShouldBeNull();

        (await Found(story, story.People.Maren, "rollout")).ShouldBe([true, false]);
        (await Found(story, story.People.Ines, "rollout")).ShouldBe([false]);
        (await Found(story, story.People.Ines, "uberlinger FRI")).ShouldBe([false]);
        (await Found(story, story.People.Ines, "fri uberlinger")).ShouldBeEmpty("the words before the last are whole");
        (await Found(story, story.People.Ines, "rollout thursday")).ShouldBeEmpty();
        foreach (var secret in new[] { "margin", "quiet", "rollout marg" })
        {
            var asked = await story.Find(story.People.Ines, secret);
            (asked.Messages.Count, asked.More).ShouldBe((0, false), secret);
        }
        (await Found(story, story.People.Jonah, "rollout")).ShouldBeEmpty("another partner");
        (await Found(story, Actor.Guest(house.Corvane.Id), "rollout")).ShouldBeEmpty();
        var marketing = story.People.Maren with { Permissions = Permissions.Of(StaffRole.Marketing) };
        (await Found(story, marketing, "rollout")).ShouldBeEmpty("staff who may not read registrations");
        (await house.Act<EntenteDb, int>(story.People.Ines, db => db.Set<MessageTerm>().CountAsync(t => t.Term == "margin", Ct))).ShouldBe(
            0
        );
    }

    [Fact]
    public async Task Staff_with_a_scope_find_no_note_on_a_record_outside_it()
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.People.Maren, "Scopeless murmur.", ReadBy.Internal)).Problem.ShouldBeNull();
        var narrow = story.People.Maren with { Scope = [story.People.Vantora] };
        (await Found(story, narrow, "murmur")).ShouldBeEmpty();
        (await Found(story, story.People.Maren with { Scope = [story.People.Kestrel] }, "murmur")).ShouldBe([true]);
    }

    [Fact]
    public async Task What_is_asked_is_bounded_and_odd_questions_find_nothing()
    {
        var story = await TalkStory.In(house);
        for (var i = 0; i <= FindMessages.Most; i++)
            (await story.Say(story.People.Maren, $"Bounded plenty {i}")).Problem.ShouldBeNull();
        var all = await story.Find(story.People.Ines, "plenty");
        (all.Messages.Count, all.More).ShouldBe((FindMessages.Most, true));
        all.Messages.Select(m => m.At).ShouldBeInOrder(SortDirection.Descending);
        foreach (var odd in new[] { "", "  ", "%", "'; drop table message_term; --", "\0", new string('x', 5_000), "\ud800" })
            (await story.Find(story.People.Ines, odd)).Messages.ShouldBeEmpty(odd);
    }

    [Fact]
    public async Task A_restricted_colleague_of_a_busy_partner_lists_and_finds_their_own_behind_all_that_is_said_elsewhere()
    {
        var story = await TalkStory.In(house);
        var rita = await story.Colleague("Rita Behind", restricted: true);
        var own = (await story.People.Load(await story.People.Submitted(rita, "Behind All Foods"))).Id.Subject;
        (await story.Say(story.People.Maren, "Crowded hello to Rita", more: m => m with { About = own })).Problem.ShouldBeNull();
        (await story.Say(story.People.Maren, "Crowded elsewhere")).Problem.ShouldBeNull();
        await house.Act<EntenteDb, int>(
            story.People.Maren,
            async db =>
                await db.Write(
                    """
                    insert into shared_message select (jsonb_populate_record(m, jsonb_build_object(
                        'id', gen_random_uuid(), 'submission', 'crowd-' || n, 'at', m.at + n * interval '1 millisecond'))).*
                      from shared_message m, generate_series(1, 401) n where m.text = 'Crowded elsewhere'
                    """,
                    Ct
                )
                + await db.Write(
                    """
                    insert into message_term (workspace_id, term, message_id, partner_id, at)
                    select workspace_id, 'crowded', id, partner_id, at from shared_message where submission like 'crowd-%'
                    """,
                    Ct
                )
        );

        var rows = await house.Act<Conversations, IReadOnlyList<ConversationRow>>(rita, c => c.Load(Ct));
        var row = rows.ShouldHaveSingleItem();
        (row.About, row.New, row.LastText, row.LastAuthor).ShouldBe((own, 1, "Crowded hello to Rita", "Maren Voss"));
        (await story.Find(rita, "crowded")).Messages.ShouldHaveSingleItem().Text.ShouldBe("Crowded hello to Rita");
        var all = await house.Act<Conversations, IReadOnlyList<ConversationRow>>(story.People.Ines, c => c.Load(Ct));
        all.Select(r => (r.About, r.New)).ShouldBe([(story.About, 402), (own, 1)], "however many there are");
    }

    [Fact]
    public async Task A_list_of_conversations_says_what_is_new_to_the_reader_alone()
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.People.Maren, "Two new", ReadBy.Shared)).Problem.ShouldBeNull();
        (await story.Say(story.People.Maren, "Not for them", ReadBy.Internal)).Problem.ShouldBeNull();
        var rows = await house.Act<Conversations, IReadOnlyList<ConversationRow>>(story.People.Ines, c => c.Load(Ct));
        var row = rows.ShouldHaveSingleItem();
        (row.About, row.New, row.LastText).ShouldBe((story.About, 1, "Two new"));
    }

    [Fact]
    public async Task A_sign_is_given_once_and_taken_back_and_nobody_signs_what_they_do_not_read()
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.People.Maren, "Agreed?")).Problem.ShouldBeNull();
        (await story.Say(story.People.Maren, "Among us", ReadBy.Internal)).Problem.ShouldBeNull();
        var view = (await story.See(story.People.Maren))!;
        var (shared, note) = (view.Lines.Single(l => !l.Internal).Id, view.Lines.Single(l => l.Internal).Id);

        (await Sign(story.People.Ines, shared)).Problem.ShouldBeNull();
        (await Sign(story.People.Maren, shared)).Problem.ShouldBeNull();
        var liked = (await story.See(story.People.Maren))!
            .Lines.Single(l => l.Id == shared)
            .Reactions.Single(r => r.Kind is ReactionKind.Like);
        (liked.Count, liked.Mine).ShouldBe((2, true));
        (await Sign(story.People.Ines, shared)).Problem.ShouldBeNull();
        (await story.See(story.People.Ines))!
            .Lines.Single()
            .Reactions.Single(r => r.Kind is ReactionKind.Like)
            .ShouldBe(new(ReactionKind.Like, 1, false));

        (await Sign(story.People.Ines, note)).Problem!.Code.ShouldBe("message.unknown");
        (await Sign(story.People.Jonah, shared)).Problem!.Code.ShouldBe("thread.unknown");
        (await Sign(story.People.Ines with { Permissions = PartnerRights.Of(PartnerRole.Viewer) }, shared)).Problem!.Kind.ShouldBe(
            ProblemKind.Forbidden
        );
        (await Sign(story.People.Maren, note)).Problem.ShouldBeNull();

        Task<Result> Sign(Actor who, Guid message) =>
            house.Act<React, Result>(who, r => r.Run(story.About, message, ReactionKind.Like, Ct));
    }

    private static async Task<IReadOnlyList<bool>> Found(TalkStory story, Actor who, string words) =>
        [.. (await story.Find(who, words)).Messages.Select(m => m.Internal)];
}
