using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Platform.Values;
using Entente.Registrations.Status;

namespace Entente.Registrations.Api;

/// <summary>What a program sends to register: the fields of the form, in the same words, read by the same reader.</summary>
public sealed record SubmitBody
{
    /// <summary><c>lead</c>, <c>deal</c>, <c>renewal</c>, <c>expansion</c> or <c>serviceAttach</c>.</summary>
    public string? Kind { get; init; }
    public string? Company { get; init; }

    /// <summary>The customer's website or domain.</summary>
    public string? Domain { get; init; }

    /// <summary>ISO 3166 alpha-2.</summary>
    public string? Country { get; init; }
    public string? ContactName { get; init; }
    public string? ContactEmail { get; init; }
    public string? ContactRole { get; init; }

    /// <summary>What the customer needs.</summary>
    public string? Problem { get; init; }

    /// <summary><c>NewIntro</c>, <c>DiscoveryScheduled</c> or <c>Evaluation</c>.</summary>
    public string? Stage { get; init; }

    /// <summary>Value a year in major units: <c>84000</c> or <c>84000.50</c>, as text.</summary>
    public string? Amount { get; init; }

    /// <summary>ISO 4217; the workspace's own when left out.</summary>
    public string? Currency { get; init; }

    /// <summary><c>2026-05-29</c>.</summary>
    public string? CloseDate { get; init; }
    public string? Product { get; init; }

    /// <summary>Who serves the customer today, of renewals and expansions: <c>Claimant</c>, <c>Direct</c>, <c>Other</c> or <c>Unknown</c>.</summary>
    public string? Incumbent { get; init; }

    /// <summary>Name of another partner that has a part in it.</summary>
    public string? SecondPartner { get; init; }

    /// <summary><c>Distributor</c>, <c>Services</c>, <c>Referral</c> or <c>Other</c>.</summary>
    public string? SecondRole { get; init; }

    /// <summary>The discount asked for, in per cent: <c>12.5</c>, as text.</summary>
    public string? Discount { get; init; }

    /// <summary>
    /// The vendor's own CRM fields that its form asks for, by their keys (<c>deal-region</c>); several choices as <c>a;b</c>. What the form does not
    /// ask is left out.
    /// </summary>
    public IReadOnlyDictionary<string, string?>? Custom { get; init; }

    /// <summary>The contact agreed to be approached.</summary>
    public bool Consent { get; init; }

    /// <summary>For keys of the workspace only: the partner's name, domain or number.</summary>
    public string? Partner { get; init; }
}

/// <summary>An answer to the open question.</summary>
public sealed record AnswerBody(string? Answer);

/// <summary>That a claim was received; the same whatever the vendor's data holds.</summary>
/// <param name="DueAt">Until when it is decided.</param>
public sealed record ReceiptBody(string Number, string Company, string State, DateTimeOffset? DueAt);

/// <param name="Value">Major units, exact.</param>
public sealed record AmountBody(decimal Value, string Currency);

public sealed record QuestionBody(string Topic, string Text, DateTimeOffset AskedAt, DateTimeOffset? AnswerBy);

/// <param name="Until">The last moment of it.</param>
public sealed record ProtectionBody(DateTimeOffset From, DateTimeOffset Until, bool Holds);

/// <param name="Discount">In words: <c>5 % to 15 %</c>.</param>
/// <param name="Until">The last moment at which prices are held; absent: none are.</param>
public sealed record PricesBody(string? Discount, string? List, DateTimeOffset? Until, bool Holds);

public sealed record StepBody(DateTimeOffset At, string What, string? Text);

/// <summary>A registration as an outsider may see it. A field that the safelist hides is absent.</summary>
public sealed record RegistrationBody
{
    public required string Number { get; init; }
    public required string Kind { get; init; }

    /// <summary><c>in_review</c>, <c>needs_info</c>, <c>approved</c>, <c>rejected</c>, <c>declined</c>, <c>withdrawn</c>, <c>converted</c>, <c>won</c>, <c>lost</c>.</summary>
    public required string State { get; init; }

    /// <summary>Where it stands, in a sentence.</summary>
    public required string Headline { get; init; }

    /// <summary>What comes next, in a sentence.</summary>
    public required string Next { get; init; }
    public string? Company { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public AmountBody? Amount { get; init; }
    public DateOnly? CloseDate { get; init; }
    public string? Problem { get; init; }
    public string? Contact { get; init; }
    public QuestionBody? Question { get; init; }
    public ProtectionBody? Protection { get; init; }

    /// <summary>What was granted of prices with the approval.</summary>
    public PricesBody? Prices { get; init; }

    /// <summary>Until when the first meeting must be on record.</summary>
    public DateTimeOffset? MeetBy { get; init; }
    public string? Reason { get; init; }
    public string? Note { get; init; }

    internal static RegistrationBody Of(StatusView view) =>
        new()
        {
            Number = view.Number,
            Kind = ApiJson.Name(view.Kind),
            State = ApiJson.Name(view.State),
            Headline = view.Headline,
            Next = view.Next,
            Company = view.Company,
            SubmittedAt = view.SubmittedAt,
            DueAt = view.Due,
            Amount = view.Amount is { } amount ? new(amount.Major, amount.Currency) : null,
            CloseDate = view.CloseDate,
            Problem = view.Problem,
            Contact = view.Contact,
            Question = view.Question is { } q ? new(q.Topic, q.Text, q.AskedAt, q.Until) : null,
            Protection = view.Protection is { } p ? new(p.From, p.End, p.Holds) : null,
            Prices = view.Prices is { } prices ? new(prices.Band, prices.List, prices.LastDay, prices.Holds) : null,
            MeetBy = view.MeetBy,
            Reason = view.Reason,
            Note = view.Note,
        };
}

/// <param name="Next">The cursor of the page behind this one; absent on the last.</param>
public sealed record RegistrationPage(IReadOnlyList<RegistrationBody> Items, string? Next);

public sealed record HistoryBody(IReadOnlyList<StepBody> Steps);

/// <summary>A refusal (RFC 9457).</summary>
/// <param name="Code">Stable.</param>
/// <param name="Errors">What is wrong with which field.</param>
public sealed record ProblemBody(string Type, string Title, int Status, string Code, IReadOnlyDictionary<string, string>? Errors);

/// <summary>How bodies are written: camel case, nothing for what is not there.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary><c>in_review</c>.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
