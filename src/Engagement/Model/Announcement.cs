using System.Linq.Expressions;
using Entente.Engagement.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Engagement.Model;

/// <summary>An announcement, from its draft to its end. Staff with a data scope see those they made.</summary>
[Subject("announcement")]
internal sealed class Announcement : Entity, IScoped<Announcement>
{
    private Announcement() { }

    public AnnouncementId Id { get; private init; }

    /// <summary>In its first language.</summary>
    public string Title { get; private set; } = "";

    /// <summary>An <see cref="AnnouncementSheet"/>; once published, with the texts as they read now.</summary>
    public string Json { get; private set; } = "";
    public bool Published { get; private set; }
    public PersonId? MadeBy { get; private init; }
    public DateTimeOffset ChangedAt { get; private set; }
    public PersonId? PublishedBy { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>Whoever published it saw some partners only: it reaches nobody else, now or later.</summary>
    public bool Narrow { get; private set; }
    public DateTimeOffset? StartsAt { get; private set; }
    public DateTimeOffset? ExpiresAt { get; private set; }
    public DateOnly? AcknowledgeBy { get; private set; }

    /// <summary>The newest version of its texts; 0: not published.</summary>
    public int TextNumber { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public PersonId? EndedBy { get; private set; }
    public string? EndedFor { get; private set; }

    public static Expression<Func<Announcement, bool>> InScope(EntenteDb db) => a => !db.Scoped || a.MadeBy == db.Me;

    public static Announcement Begin(AnnouncementSheet sheet, PersonId? by, DateTimeOffset now)
    {
        var made = new Announcement { Id = Ids.New<AnnouncementId>(now), MadeBy = by };
        made.Write(sheet, now);
        return made;
    }

    public AnnouncementSheet Read() => Platform.Jobs.Json.Read<AnnouncementSheet>(Json);

    public Phase PhaseAt(DateTimeOffset now) => Phases.Of(Published, StartsAt, ExpiresAt, EndedAt, now);

    /// <summary>When it went out, or will.</summary>
    public DateTimeOffset? Begins => StartsAt > PublishedAt ? StartsAt : PublishedAt;

    public void Write(AnnouncementSheet sheet, DateTimeOffset now)
    {
        if (Published)
            throw new InvalidOperationException("What is published is corrected, not written over.");
        Keep(sheet, now);
        (StartsAt, ExpiresAt, AcknowledgeBy) = (sheet.StartsAt, sheet.ExpiresAt, sheet.AcknowledgeBy);
    }

    public AnnouncementVersion Publish(PersonId? by, bool narrow, DateTimeOffset now)
    {
        (Published, PublishedBy, PublishedAt, Narrow, TextNumber) = (true, by, now, narrow, 1);
        return AnnouncementVersion.Of(this, Read().Texts, "", by, now);
    }

    public AnnouncementVersion Correct(IReadOnlyList<NewsText> texts, string why, PersonId? by, DateTimeOffset now)
    {
        Keep(Read() with { Texts = texts }, now);
        TextNumber++;
        return AnnouncementVersion.Of(this, texts, why, by, now);
    }

    public void End(string why, PersonId? by, DateTimeOffset now) => (EndedAt, EndedBy, EndedFor) = (now, by, why);

    private void Keep(AnnouncementSheet sheet, DateTimeOffset now)
    {
        Title = sheet.Default.Title.Length > SheetCheck.LongestTitle ? sheet.Default.Title[..SheetCheck.LongestTitle] : sheet.Default.Title;
        Json = Platform.Jobs.Json.Write(sheet);
        ChangedAt = now;
    }
}

/// <summary>The texts as they read from a moment on.</summary>
[Subject("announcement_version")]
internal sealed class AnnouncementVersion : Entity
{
    private AnnouncementVersion() { }

    public AnnouncementId AnnouncementId { get; private init; }

    /// <summary>1, 2, …</summary>
    public int Number { get; private init; }
    public string Json { get; private init; } = "";

    /// <summary>What was corrected; empty for the first.</summary>
    public string Note { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static AnnouncementVersion Of(Announcement of, IReadOnlyList<NewsText> texts, string note, PersonId? by, DateTimeOffset now) =>
        new()
        {
            AnnouncementId = of.Id,
            Number = of.TextNumber,
            Json = Platform.Jobs.Json.Write(texts),
            Note = note,
            By = by,
            At = now,
        };

    public IReadOnlyList<NewsText> Read() => Platform.Jobs.Json.Read<List<NewsText>>(Json);
}
