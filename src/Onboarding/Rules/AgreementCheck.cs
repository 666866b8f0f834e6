using System.Globalization;

namespace Entente.Onboarding.Rules;

/// <summary>Why a draft cannot be kept, and why it cannot be published: a sentence by field.</summary>
public static class AgreementCheck
{
    public const int LongestName = 120;
    public const int LongestText = 100_000;
    public const int LongestNote = 300;
    public const int MostGrace = 365;
    public const int UsualGrace = 14;

    /// <summary>So far ahead a version may be published.</summary>
    public const int YearsAhead = 2;

    /// <summary>A draft may be unfinished, not too long.</summary>
    public static Dictionary<string, string> Wrong(string name, AgreementSheet sheet)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (name.Length is 0 or > LongestName)
            wrong["name"] = $"Give it a name of up to {LongestName} characters.";
        if (sheet.Text.Length > LongestText)
            wrong["text"] = $"Keep the text within {LongestText.ToString("#,0", CultureInfo.InvariantCulture)} characters.";
        if (sheet.Note.Length > LongestNote)
            wrong["note"] = $"Say what changes in up to {LongestNote} characters.";
        if (sheet.GraceDays is < 0 or > MostGrace)
            wrong["graceDays"] = $"Give between 0 and {MostGrace} days.";
        return wrong;
    }

    /// <param name="before">The newest version so far; null: this is the first.</param>
    public static Dictionary<string, string> NotReady(string name, AgreementSheet sheet, VersionTerms? before, DateOnly today)
    {
        var wrong = Wrong(name, sheet);
        if (sheet.Text.Length == 0)
            wrong["text"] = "Write what partners accept.";
        if (before is not null && sheet.Note.Length == 0)
            wrong["note"] = "Say what changes: whoever accepted the version before reads it.";
        var effective = sheet.EffectiveOn ?? today;
        if (effective < today)
            wrong["effectiveOn"] = "Choose today or a later day: nobody is bound by a text before it is published.";
        else if (effective > today.AddYears(YearsAhead))
            wrong["effectiveOn"] = $"Choose a day within {YearsAhead} years.";
        else if (before is not null && effective < before.EffectiveOn)
            wrong["effectiveOn"] = $"Version {before.Number} counts from {Day(before.EffectiveOn)}: choose that day or a later one.";
        return wrong;
    }

    /// <summary><c>1 June 2026</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
