using System.Globalization;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Platform.Values;

namespace Entente.Onboarding.Write;

/// <summary>An agreement as the browser sends it: everything as typed.</summary>
public sealed class AgreementForm
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>The version of the record that was looked at; null: a new one.</summary>
    public int? Seen { get; set; }
    public string? Name { get; set; }
    public string? Text { get; set; }
    public string? Note { get; set; }
    public string? EffectiveOn { get; set; }
    public string? GraceDays { get; set; }
    public List<string>? Types { get; set; }
    public List<string>? Tiers { get; set; }
    public List<string>? Segments { get; set; }

    public static AgreementForm Of(string name, AgreementSheet sheet, int? seen) =>
        new()
        {
            Seen = seen,
            Name = name,
            Text = sheet.Text,
            Note = sheet.Note,
            EffectiveOn = sheet.EffectiveOn?.ToString(Day, CultureInfo.InvariantCulture),
            GraceDays = sheet.GraceDays.ToString(CultureInfo.InvariantCulture),
            Types = [.. sheet.For.Types.Select(t => t.ToString())],
            Tiers = [.. sheet.For.Tiers.Select(t => t.ToString())],
            Segments = [.. sheet.For.Segments.Select(s => s.Short())],
        };

    /// <param name="unread">Takes what cannot be read, by field.</param>
    public AgreementSheet Read(Dictionary<string, string> unread) =>
        new(
            TypedText.Lines(Text),
            TypedText.Line(Note),
            DayOf(unread),
            Grace(unread),
            new(Known<PartnerType>(Types), Known<PartnerTier>(Tiers))
            {
                // What is no id is no segment that there is, and refused as one that was removed.
                Segments = [.. (Segments ?? []).Select(s => Ids.TryParse<SegmentId>(s, out var id) ? id : default).Distinct()],
            }
        );

    private DateOnly? DayOf(Dictionary<string, string> unread)
    {
        if (string.IsNullOrWhiteSpace(EffectiveOn))
            return null;
        if (DateOnly.TryParseExact(EffectiveOn.Trim(), Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        unread["effectiveOn"] = "Write a day, such as 2026-06-30.";
        return null;
    }

    private int Grace(Dictionary<string, string> unread)
    {
        if (int.TryParse(TypedText.Line(GraceDays), NumberStyles.None, CultureInfo.InvariantCulture, out var days))
            return days;
        unread["graceDays"] = "Write a whole number of days.";
        return 0;
    }

    private static List<T> Known<T>(List<string>? typed)
        where T : struct, Enum =>
        [
            .. (typed ?? [])
                .Select(t => Enum.TryParse<T>(t, out var known) && Enum.IsDefined(known) ? known : (T?)null)
                .OfType<T>()
                .Distinct()
                .Order(),
        ];
}
