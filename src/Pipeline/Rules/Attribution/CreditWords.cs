using System.Globalization;

namespace Entente.Pipeline.Rules.Attribution;

/// <summary>Why a share is what it is, in one plain sentence. Never says who else has a part: the partner itself may read it.</summary>
public static class CreditWords
{
    /// <param name="name">Whose share it is: <c>Kestrel Quay</c>, or <c>You</c>.</param>
    /// <param name="day">An instant as a day: <c>4 March</c>.</param>
    public static string Why(ModelCredit credit, CreditShare share, string name, Func<DateTimeOffset, string> day)
    {
        var did = share.By is { } touch ? Did(touch, name, day) : $"Nothing of {Whom(name)} is on record";
        return credit.Model switch
        {
            CreditModel.Primary when share.Points > 0 => $"{did}, and {Does(name, "leads", "lead")} the deal.",
            CreditModel.Primary => $"{did}, but {Does(name, "does", "do")} not lead the deal.",
            CreditModel.FirstTouch when share.Points > 0 => $"{did}, before anyone else.",
            CreditModel.FirstTouch => $"{did}, but {Does(name, "was", "were")} not the first.",
            CreditModel.Split when credit.Settled => $"Settled at {Shares.Percent(share.Points)}.",
            CreditModel.Split => $"{did}. Shares are equal until they are settled.",
            _ when share.Weight == 0 => $"{did}, which weighs nothing by the rule in force.",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{did}; {(share.Touches == 1 ? "one touch" : $"{share.Touches} touches")} in all, which {(share.Touches == 1 ? "weighs" : "weigh")} {share.Weight} of {share.AllWeight}."
            ),
        };
    }

    public static string Of(OfferEnd end) =>
        end switch
        {
            OfferEnd.Open => "Waits",
            OfferEnd.Agreed => "Agreed",
            OfferEnd.Countered => "Something else was offered",
            OfferEnd.Declined => "Declined",
            OfferEnd.Overtaken => "Overtaken",
            _ => "Not answered in time",
        };

    /// <summary><c>Kestrel Quay registered this deal on 4 March (DR-1048)</c>.</summary>
    public static string Did(Touch touch, string name, Func<DateTimeOffset, string> day)
    {
        var on = $"on {day(touch.At)}";
        var known = touch.Shown is { } shown && touch.Kind is TouchKind.Registered or TouchKind.SecondPartner ? $" ({touch.Shown})" : "";
        return touch.Kind switch
        {
            TouchKind.Registered => $"{name} registered this deal {on}{known}",
            TouchKind.SecondPartner => $"{name} {Does(name, "was", "were")} named as second partner {on}{known}",
            TouchKind.Linked => $"{name} {Does(name, "was", "were")} given a part in this deal {on}",
            TouchKind.NamedInCrm =>
                $"The CRM names {Whom(name)}{(touch.Shown is null ? "" : $" as {touch.Shown}")} on this deal, which began {on}",
            TouchKind.FirstMeeting => $"{name} had the first meeting {on}",
            TouchKind.Meeting => $"{name} met the customer {on}",
            TouchKind.Proposal => $"{name} sent a proposal {on}",
            TouchKind.Message => $"{name} wrote about this deal {on}",
            _ => $"{name} told how this deal goes {on}",
        };
    }

    private static string Does(string name, string they, string you) => name == You ? you : they;

    private static string Whom(string name) => name == You ? "you" : name;

    /// <summary>How a partner is addressed in its own sentences.</summary>
    public const string You = "You";
}
