using System.Globalization;
using Entente.Collaboration.Rules;
using Entente.Crm.Port;
using Entente.Partners.Rules;
using Entente.Registrations.Rules.Forms;

namespace Entente.Registrations.Rules;

/// <summary>
/// A form that is filled in by mail: a line whose label is a field's own, as the form shows it or by its key, answers that field
/// (<c>Customer segment: Retail</c>). Pure.
/// </summary>
internal static class MailedForm
{
    private const int LongestLabel = 120;
    private const int LongestValue = 2_000;
    private const int MostOptions = 12;

    /// <summary>What the claim does not say yet is looked for; what it says already stays.</summary>
    /// <param name="today">For dates without a year.</param>
    public static ClaimInput Fill(ClaimInput claim, FormSheet sheet, string text, DateOnly today)
    {
        var values = FormFields.All.Select(f => f.Key).ToDictionary(k => k, k => FormFields.Of(claim, k), StringComparer.Ordinal);
        foreach (var (key, value) in claim.Custom ?? new Dictionary<string, string?>())
            values[key] = value;
        var currency = claim.Currency;
        foreach (var question in sheet.Questions.Where(q => q.Mode is FieldMode.Asked && values.GetValueOrDefault(q.Key) is null))
        {
            if (MailLines.Of(text, [.. Labels(question)], LongestLabel, LongestValue) is not { } said)
                continue;
            if (question.Key == FormFields.Amount && Amounts.Read(said, bare: true) is var (amount, its))
                (values[question.Key], currency) = (amount.ToString(CultureInfo.InvariantCulture), its ?? currency);
            else
                values[question.Key] = question.Bound is { } bound ? OfCrm(bound, said, today) : Own(question.Key, said, today);
        }
        return FormFields.With(claim, values) with { Currency = currency };
    }

    /// <summary>What is still needed, a sentence each, under the label by which an answer says it.</summary>
    /// <param name="wrong">By key, as the claim was refused.</param>
    public static IReadOnlyList<string> Ask(FormSheet sheet, IReadOnlyDictionary<string, string> wrong) =>
        [.. wrong.Select(w => Ask(sheet.Questions.FirstOrDefault(q => q.Key == w.Key), w.Value)).Distinct(StringComparer.Ordinal)];

    private static string Ask(Question? question, string message)
    {
        if (question is null)
            return message;
        var options = question.Bound is { } bound ? bound.Options.Select(o => o.Label).ToList() : Own(question.Key);
        var label = question.Label.TrimEnd('?');
        var named =
            (question.Bound is null && options.Count == 0) || message.Contains(label, StringComparison.OrdinalIgnoreCase)
                ? message
                : $"{label}: {message}";
        return options.Count is > 0 and <= MostOptions ? $"{named} One of: {string.Join(", ", options)}." : named;
    }

    private static IEnumerable<string> Labels(Question question) =>
        new[] { question.Label, question.Key, FormFields.Crm(question.Key)?.Name ?? question.Key }
            .Select(l => LabelledLine.Read($"{l}: ", int.MaxValue)?.Label)
            .OfType<string>()
            .Select(MailLines.Plain);

    private static List<string> Own(string key) =>
        key switch
        {
            FormFields.Stage => [.. Enum.GetValues<StageGuess>().Select(s => s.Words())],
            FormFields.Incumbent => [.. Enum.GetValues<Incumbent>().Select(i => i.Words())],
            FormFields.SecondRole => [.. Enum.GetValues<SecondRole>().Select(r => r.Words())],
            _ => [],
        };

    private static string Own(string key, string said, DateOnly today) =>
        key switch
        {
            FormFields.Country => Countries.Code(said) ?? said,
            FormFields.CloseDate => Day(said, today),
            FormFields.Stage => MailLines.StageOf(said)?.ToString() ?? said,
            FormFields.Incumbent => Named<Incumbent>(said, i => i.Words()),
            FormFields.SecondRole => Named<SecondRole>(said, r => r.Words()),
            FormFields.Discount => said.TrimEnd('%', ' '),
            _ => said,
        };

    private static string OfCrm(BoundField field, string said, DateOnly today) =>
        field.Type switch
        {
            CrmFieldType.Date => Day(said, today),
            CrmFieldType.Boolean => LabelledLine.SaysYes(said) ? "true"
            : LabelledLine.SaysNo(said) ? "false"
            : said,
            CrmFieldType.MultiChoice when !field.Options.Any(o => o.Label.Equals(said, StringComparison.OrdinalIgnoreCase)) => string.Join(
                ';',
                said.Split([',', ';', '、', '，', '；'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ),
            _ => said,
        };

    private static string Day(string said, DateOnly today) => Dates.Read(said, today)?.ToString("O", CultureInfo.InvariantCulture) ?? said;

    private static string Named<T>(string said, Func<T, string> words)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(v => words(v).Equals(said, StringComparison.OrdinalIgnoreCase)).Select(v => v.ToString()).FirstOrDefault()
        ?? said;
}
