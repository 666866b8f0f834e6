using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Crm.Sites;

/// <summary>What a person changed about the sites that prove nothing: one host more, or one of the shipped list less. Taken back, never deleted.</summary>
[Subject("site_choice")]
internal sealed class SiteChoice : Entity
{
    private SiteChoice() { }

    public SiteChoiceId Id { get; private init; }

    /// <summary>Lower-case ASCII.</summary>
    public string Host { get; private init; } = "";

    /// <summary>True: a company's own site although the shipped list holds it. False: it proves nothing.</summary>
    public bool Proves { get; private init; }
    public string Why { get; private init; } = "";
    public PersonId? SaidBy { get; private init; }
    public DateTimeOffset SaidAt { get; private init; }

    /// <summary>Null: it holds.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }
    public PersonId? RevokedBy { get; private set; }
    public string? RevokedWhy { get; private set; }

    public static SiteChoice Say(string host, bool proves, string why, PersonId? by, DateTimeOffset now)
    {
        var choice = new SiteChoice
        {
            Id = Ids.New<SiteChoiceId>(now),
            Host = host,
            Proves = proves,
            Why = why,
            SaidBy = by,
            SaidAt = now,
        };
        choice.Announce(new SitesChanged(choice.Id, host));
        return choice;
    }

    public void TakeBack(string why, PersonId? by, DateTimeOffset now)
    {
        if (RevokedAt is not null)
            throw new InvalidOperationException("This was taken back.");
        (RevokedAt, RevokedBy, RevokedWhy) = (now, by, why);
        Announce(new SitesChanged(Id, Host));
    }
}
