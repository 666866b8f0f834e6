using System.Security.Cryptography;

namespace Entente.Engagement.Rules;

/// <summary>
/// What is known of a person and an announcement, weakest first. That a mail was opened is nobody's to know and stands nowhere: mail programs fetch
/// pictures by themselves.
/// </summary>
public enum Grade
{
    None,

    /// <summary>The mail or the digest that tells of it was taken, or it stood in their Slack or on their portal.</summary>
    Delivered,

    /// <summary>They opened its page.</summary>
    Opened,

    /// <summary>They followed a link in it.</summary>
    Clicked,

    /// <summary>They pressed the button.</summary>
    Acknowledged,
}

/// <summary>When each grade was first reached. It only grows.</summary>
public readonly record struct GradedEvidence(
    DateTimeOffset? Delivered,
    DateTimeOffset? Opened,
    DateTimeOffset? Clicked,
    DateTimeOffset? Acknowledged
)
{
    public Grade Grade =>
        Acknowledged is not null ? Grade.Acknowledged
        : Clicked is not null ? Grade.Clicked
        : Opened is not null ? Grade.Opened
        : Delivered is not null ? Grade.Delivered
        : Grade.None;

    /// <summary>The first time stays; a weaker grade takes nothing away.</summary>
    public GradedEvidence With(Grade what, DateTimeOffset at) =>
        what switch
        {
            Grade.Delivered => this with { Delivered = Delivered ?? at },
            Grade.Opened => this with { Opened = Opened ?? at },
            Grade.Clicked => this with { Clicked = Clicked ?? at },
            Grade.Acknowledged => this with { Acknowledged = Acknowledged ?? at },
            _ => this,
        };
}

public static class Variants
{
    /// <summary>Whether somebody gets the second subject: the same answer for ever, about half of all.</summary>
    public static bool Second(Guid announcement, Guid person) =>
        (SHA256.HashData([.. announcement.ToByteArray(), .. person.ToByteArray()])[0] & 1) == 1;
}
