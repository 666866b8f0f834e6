using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>People who are told things, and what reaches them.</summary>
internal sealed class NoticeStory(House house, RegistrationStory people)
{
    private static int made;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public RegistrationStory People => people;

    public PersonCard Maren { get; private set; } = null!;
    public PersonCard Ines { get; private set; } = null!;

    public static async Task<NoticeStory> In(House house)
    {
        var story = new NoticeStory(house, await RegistrationStory.In(house));
        await house.Work();
        var (maren, ines) = (story.People.Maren.Person!.Value, story.People.Ines.Person!.Value);
        var cards = await house.Act<AccessApi, IReadOnlyDictionary<PersonId, PersonCard>>(house.System(), a => a.People([maren, ines], Ct));
        (story.Maren, story.Ines) = (cards[maren], cards[ines]);
        return story;
    }

    /// <summary>What people call that record.</summary>
    public static string Number(Guid record) => "DR-" + record.ToString("N")[^8..];

    public static string Occurrence() => $"thing:{Interlocked.Increment(ref made)}";

    /// <summary>Something happens on a record, and one person is told by one save.</summary>
    public Task Tell(
        NoticeEvent what,
        PersonCard to,
        string once,
        string words = "Something happened.",
        Concern concern = Concern.Own,
        DateTimeOffset? by = null,
        Guid? record = null,
        Actor? through = null
    ) => Tell(what, [For(to, once, words, concern, by, record)], through);

    public async Task Tell(NoticeEvent what, IReadOnlyList<NoticeFor> readers, Actor? through = null)
    {
        await using var scope = house.As(through ?? house.System());
        await scope.ServiceProvider.GetRequiredService<Notices>().Tell(what, readers, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
    }

    public NoticeFor For(
        PersonCard to,
        string once,
        string words = "Something happened.",
        Concern concern = Concern.Own,
        DateTimeOffset? by = null,
        Guid? record = null
    ) =>
        new(
            new MailDraft(
                once,
                new("registration", record ?? Guid.Empty),
                to.Id,
                to.Email,
                to.Name,
                $"Subject of {once}",
                $"Headline of {once}",
                [words],
                [("Fact", "value")],
                ("Open it", "http://localhost:5080/w/corvane/today"),
                "You get this because of the story."
            )
            {
                Headers = [("Reply-To", "r+corvane.abc@in.corvane.example")],
            },
            concern,
            people.Kestrel,
            record is { } id ? Number(id) : "",
            by
        );

    public Task<Result> Choose(
        Actor who,
        NoticeEvent what,
        NoticeChoice choice,
        string quietFrom = "",
        string quietTo = "",
        string zone = ""
    ) =>
        house.Act<ChooseNotices, Result>(
            who,
            c => c.Run(new(new Dictionary<string, NoticeChoice> { [what.Key] = choice }, quietFrom, quietTo, zone), Ct)
        );

    /// <summary>Mails to them, newest first; those of the story's beginning, such as invitations, are there too.</summary>
    public async Task<IReadOnlyList<MailView>> Mails(PersonCard to, string having)
    {
        await using var scope = house.As(house.Corvane);
        var box = scope.ServiceProvider.GetRequiredService<MailBox>();
        var found = new List<MailView>();
        foreach (var row in (await box.List(to.Email, 0, 500, Ct)).Rows)
            if (await box.Show(row.Id, Ct) is { } mail && mail.Text.Contains(having, StringComparison.Ordinal))
                found.Add(mail);
        return found;
    }

    /// <summary>What stands on their page.</summary>
    public async Task<IReadOnlyList<NoticeRow>> Inbox(Actor who) =>
        (await house.Act<NoticeInbox, (IReadOnlyList<NoticeRow> Rows, int Total)>(who, i => i.List(false, 0, Ct))).Rows;

    /// <summary>The path that a mail's unsubscribe address names.</summary>
    public static string Way(MailView mail) => new Uri(mail.Header(UnsubscribeKeys.Header)!.Trim('<', '>')).AbsolutePath;

    public Task<int> Rows(string once) =>
        house.Act<EntenteDb, int>(house.System(), db => db.Set<Notice>().CountAsync(n => n.Headline == $"Headline of {once}", Ct));
}

internal static class NoticeHouse
{
    public static Actor System(this House house) => Actor.System(house.Corvane.Id);
}
