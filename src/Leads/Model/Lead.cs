using System.Linq.Expressions;
using Entente.Leads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Leads.Model;

/// <summary>
/// A lead of the vendor. It is its holder's row: before somebody accepts, no partner's people reach it, by the filter <c>partner</c>. Staff with a data
/// scope see those of their partners and those that nobody holds.
/// </summary>
[Subject(LeadId.Kind), AlsoNobodys]
internal sealed partial class Lead : Entity, IOwnable<Lead>
{
    private readonly List<LeadOffer> offers = [];

    private Lead() { }

    public LeadId Id { get; private init; }

    /// <summary><c>VL-104</c>.</summary>
    public string Number { get; private init; } = "";

    /// <summary>Who holds it; the empty id: nobody.</summary>
    public PartnerId PartnerId { get; private set; }

    // Who the customer is.
    public string Company { get; private init; } = "";
    public string CompanyKey { get; private init; } = "";
    public string Domain { get; private init; } = "";
    public string ContactName { get; private init; } = "";
    public string ContactEmail { get; private init; } = "";
    public string ContactRole { get; private init; } = "";
    public string Note { get; private init; } = "";

    // What rules look at.
    public string Country { get; private init; } = "";
    public string Region { get; private init; } = "";
    public Motion? Motion { get; private init; }
    public string Product { get; private init; } = "";
    public long? AmountMinor { get; private init; }
    public string Currency { get; private init; } = "";
    public string Source { get; private init; } = "";

    public PersonId? TakenBy { get; private init; }
    public DateTimeOffset TakenAt { get; private init; }

    /// <summary>Of the form it came with: sent twice, it is one lead.</summary>
    public string? SubmissionId { get; private init; }

    public LeadState State { get; private set; }

    /// <summary>How often it was distributed.</summary>
    public int Hop { get; private set; }

    /// <summary>When it came where it is.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>When the sweep looks at it next; null: nothing runs.</summary>
    public DateTimeOffset? LookAt { get; private set; }

    /// <summary>Calendar days of the rule that found its holder: to the first word, and of silence before it is asked.</summary>
    public int TouchDays { get; private set; }
    public int NudgeDays { get; private set; }

    /// <summary>The person who accepted it.</summary>
    public PersonId? HeldBy { get; private set; }

    /// <summary>Without a word on it by then it is pulled back; null: there was one, or nobody holds it.</summary>
    public DateTimeOffset? TouchBy { get; private set; }
    public bool Reminded { get; private set; }
    public LeadProgress Progress { get; private set; }
    public DateTimeOffset? ProgressAt { get; private set; }

    /// <summary>How often its holder was asked since the last word.</summary>
    public int Nudges { get; private set; }

    /// <summary>The registration that came of it.</summary>
    public string? Registration { get; private set; }
    public LeadEnd? End { get; private set; }
    public string Why { get; private set; } = "";
    public DateTimeOffset? ClosedAt { get; private set; }

    public IReadOnlyList<LeadOffer> Offers => offers;

    public Money? Amount => AmountMinor is { } minor ? new(minor, Currency) : null;

    public PartnerId? Holder => State is LeadState.Held ? PartnerId : null;

    // A restricted colleague sees those that they accepted.
    public static Expression<Func<Lead, bool>> Own(EntenteDb db) => l => !db.OwnOnly || l.HeldBy == db.Me;

    public static Lead Take(NewLead input, string number, PersonId? by, DateTimeOffset now)
    {
        var lead = new Lead
        {
            Id = Ids.New<LeadId>(now),
            Number = number,
            Company = input.Company,
            CompanyKey = Platform.Matching.CompanyName.Of(input.Company).Key,
            Domain = input.Domain,
            ContactName = input.ContactName,
            ContactEmail = input.ContactEmail,
            ContactRole = input.ContactRole,
            Note = input.Note,
            Country = input.Country,
            Region = input.Region,
            Motion = input.Motion,
            Product = input.Product,
            AmountMinor = input.Amount?.Minor,
            Currency = input.Amount?.Currency ?? "",
            Source = input.Source,
            TakenBy = by,
            TakenAt = now,
            SubmissionId = input.SubmissionId,
        };
        lead.Move(LeadState.Routing, now);
        lead.Announce(new LeadTaken(lead.Id));
        return lead;
    }

    public LeadFact Fact(string currency) => new(Country, Region, Motion, Source, Currency == currency ? Amount?.Major : null);
}
