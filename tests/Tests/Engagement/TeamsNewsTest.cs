using Entente.Collaboration.Notifications.Rules;
using Entente.Engagement;
using Entente.Engagement.Rules;
using Entente.Engagement.Show;
using Entente.Platform.Tenancy;
using Entente.Tests.Collaboration;

namespace Entente.Tests.Engagement;

/// <summary>Who chose to hear of news in Teams has it once it stands there.</summary>
public sealed class TeamsNewsTest(TeamsHouse house) : IClassFixture<TeamsHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task News_told_in_Teams_count_as_delivered_once_they_stand_there()
    {
        var people = await TeamsStory.In(house);
        var story = new NewsStory(house.House);
        await people.Wants(people.People.Ines with { Channel = Channel.Web }, NoticeEvents.Announcement);
        house.Teams.Trouble(new(429, RetryAfter: 30));
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(people.People.Kestrel)));
        await house.House.Work();
        (await GradeOf(people, story, id)).ShouldBe(Grade.None, "Teams is busy");

        house.House.Clock.Advance(TimeSpan.FromSeconds(31));
        await house.House.Work();
        house.Teams.Said.ShouldContain(s => s.Everything.Contains("Prices from June"));
        (await story.Mails(id)).ShouldNotContain(m => m.To == people.People.InesEmail);
        (await GradeOf(people, story, id)).ShouldBe(Grade.Delivered);
        await story.Watch();
        (await story.Recipients(id)).Single(r => r.PersonId == people.People.Ines.Person).DeliveredAt.ShouldNotBeNull();
    }

    private async Task<Grade> GradeOf(TeamsStory people, NewsStory story, AnnouncementId id) =>
        (await house.House.Act<AnnouncementQuery, IReadOnlyList<RecipientLine>>(story.Mila, q => q.Recipients(id, Ct)))
            .Single(r => r.Person == people.People.Ines.Person)
            .Evidence.Grade;
}
