using System.Collections.Frozen;
using System.Globalization;
using Entente.Access;
using Entente.Partners.Rules;

namespace Entente.Partners.Import.Rules;

/// <summary>Words and days of a file, as people write them in English and German. Null: it means none.</summary>
internal static class RowWords
{
    private static readonly FrozenDictionary<string, PartnerType> Types = Of<PartnerType>(
        t => t.Words(),
        ("referrer", PartnerType.Referral),
        ("referralagent", PartnerType.Referral),
        ("vermittler", PartnerType.Referral),
        ("tippgeber", PartnerType.Referral),
        ("empfehlung", PartnerType.Referral),
        ("var", PartnerType.Reseller),
        ("valueaddedreseller", PartnerType.Reseller),
        ("händler", PartnerType.Reseller),
        ("fachhändler", PartnerType.Reseller),
        ("wiederverkäufer", PartnerType.Reseller),
        ("vertrieb", PartnerType.Reseller),
        ("distribution", PartnerType.Distributor),
        ("großhändler", PartnerType.Distributor),
        ("managedserviceprovider", PartnerType.Msp),
        ("managedservices", PartnerType.Msp),
        ("si", PartnerType.SystemIntegrator),
        ("systemsintegrator", PartnerType.SystemIntegrator),
        ("integrator", PartnerType.SystemIntegrator),
        ("systemhaus", PartnerType.SystemIntegrator),
        ("systemintegration", PartnerType.SystemIntegrator),
        ("independentsoftwarevendor", PartnerType.Isv),
        ("softwarehersteller", PartnerType.Isv),
        ("technology", PartnerType.Integration),
        ("tech", PartnerType.Integration),
        ("technologie", PartnerType.Integration),
        ("service", PartnerType.Services),
        ("consulting", PartnerType.Services),
        ("consultant", PartnerType.Services),
        ("implementation", PartnerType.Services),
        ("beratung", PartnerType.Services),
        ("dienstleister", PartnerType.Services),
        ("agentur", PartnerType.Agency),
        ("marktplatz", PartnerType.Marketplace)
    );

    private static readonly FrozenDictionary<string, PartnerStatus> Statuses = Of<PartnerStatus>(
        s => s.Words(),
        ("lead", PartnerStatus.Prospect),
        ("interessent", PartnerStatus.Prospect),
        ("evaluation", PartnerStatus.Evaluating),
        ("inprüfung", PartnerStatus.Evaluating),
        ("prüfung", PartnerStatus.Evaluating),
        ("new", PartnerStatus.Onboarding),
        ("neu", PartnerStatus.Onboarding),
        ("einarbeitung", PartnerStatus.Onboarding),
        ("signed", PartnerStatus.Active),
        ("live", PartnerStatus.Active),
        ("aktiv", PartnerStatus.Active),
        ("gefährdet", PartnerStatus.AtRisk),
        ("ausgesetzt", PartnerStatus.Suspended),
        ("gesperrt", PartnerStatus.Suspended),
        ("inactive", PartnerStatus.Ended),
        ("inaktiv", PartnerStatus.Ended),
        ("former", PartnerStatus.Ended),
        ("terminated", PartnerStatus.Ended),
        ("beendet", PartnerStatus.Ended),
        ("ehemalig", PartnerStatus.Ended),
        ("rejected", PartnerStatus.Declined),
        ("abgelehnt", PartnerStatus.Declined)
    );

    private static readonly FrozenDictionary<string, PartnerTier> Tiers = Of<PartnerTier>(
        t => t.Words(),
        ("registriert", PartnerTier.Registered)
    );

    private static readonly FrozenDictionary<string, PartnerRole> Roles = Of<PartnerRole>(
        RoleNames.Of,
        ("administrator", PartnerRole.Admin),
        ("sales", PartnerRole.Seller),
        ("vertrieb", PartnerRole.Seller),
        ("verkäufer", PartnerRole.Seller),
        ("verkauf", PartnerRole.Seller),
        ("technik", PartnerRole.Technical),
        ("tech", PartnerRole.Technical),
        ("techniker", PartnerRole.Technical),
        ("finanzen", PartnerRole.Finance),
        ("buchhaltung", PartnerRole.Finance),
        ("readonly", PartnerRole.Viewer),
        ("leser", PartnerRole.Viewer)
    );

    private static readonly string[] Days =
    [
        "yyyy-MM-dd",
        "yyyy/MM/dd",
        "yyyy.MM.dd",
        "d.M.yyyy",
        "d. M. yyyy",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.fffK",
        "d MMM yyyy",
        "d MMMM yyyy",
        "MMM d, yyyy",
        "MMMM d, yyyy",
    ];

    public static PartnerType? Type(string text) => Find(Types, text);

    public static PartnerStatus? Status(string text) => Find(Statuses, text);

    public static PartnerTier? Tier(string text) => Find(Tiers, text);

    public static PartnerRole? Role(string text) => Find(Roles, text);

    /// <summary>
    /// A day in ISO or German writing or with the month's English name; a year or a month alone is its first day. With slashes only where it can
    /// mean one day: 03/04/2024 is two.
    /// </summary>
    public static DateOnly? Day(string text)
    {
        if (DateTime.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var day))
            return DateOnly.FromDateTime(day);
        if (
            DateOnly.TryParseExact(
                text,
                ["yyyy", "yyyy-MM", "MM/yyyy", "MM.yyyy"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var month
            )
        )
            return month;
        var found = new[] { "d/M/yyyy", "M/d/yyyy" }
            .Select(f =>
                DateOnly.TryParseExact(text, f, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : (DateOnly?)null
            )
            .OfType<DateOnly>()
            .Distinct()
            .ToList();
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>A country by code or name as its English name; any other text is a region's name as it stands.</summary>
    public static string Region(string text) => Countries.Code(text) is { } code ? Countries.Name(code) : text;

    private static T? Find<T>(FrozenDictionary<string, T> words, string text)
        where T : struct
    {
        var plain = Plain(text);
        if (words.TryGetValue(plain, out var found))
            return found;
        // "Reseller partner" is a reseller.
        return plain.EndsWith("partner", StringComparison.Ordinal) && words.TryGetValue(plain[..^7], out found) ? found : null;
    }

    private static FrozenDictionary<string, T> Of<T>(Func<T, string> words, params (string Word, T Value)[] more)
        where T : struct, Enum =>
        Enum.GetValues<T>()
            .SelectMany(v => new (string Word, T Value)[] { (Plain(v.ToString()), v), (Plain(words(v)), v) })
            .Concat(more)
            .DistinctBy(w => w.Word)
            .ToFrozenDictionary(w => w.Word, w => w.Value, StringComparer.Ordinal);

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
