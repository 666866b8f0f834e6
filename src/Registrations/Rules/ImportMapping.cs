using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.Registrations.Rules.Forms;

namespace Entente.Registrations.Rules;

/// <summary>Which column of a file is which field of a claim, and what holds for rows that do not say.</summary>
/// <param name="Columns">The column, from 0, of each field of <see cref="ImportFields"/> that the file has.</param>
/// <param name="Kind">Of rows that name none.</param>
/// <param name="Partner">For whom all rows claim, when no column says it; staff only.</param>
/// <param name="Consent">Whoever sends the file says that every contact in it agreed to be approached.</param>
public sealed record ImportMapping(IReadOnlyDictionary<string, int> Columns, RegistrationKind Kind, Guid? Partner, bool Consent)
{
    /// <summary>What the names of the columns suggest.</summary>
    /// <param name="custom">Fields of the CRM that published forms ask for.</param>
    public static ImportMapping Suggest(IReadOnlyList<string> header, bool staff, IEnumerable<BoundField>? custom = null)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var taken = new HashSet<int>();
        // A name that says it in full goes before one that only contains it.
        var own = ImportFields.Of(custom ?? []);
        foreach (var whole in (bool[])[true, false])
        foreach (var field in ImportFields.All.Where(f => staff || !f.StaffOnly).Concat(own))
        {
            // A label of the CRM may be any word: only the whole name means it.
            if (columns.ContainsKey(field.Name) || (!whole && FormFields.Crm(field.Name) is not null))
                continue;
            for (var i = 0; i < header.Count; i++)
                if (!taken.Contains(i) && field.Means(header[i], whole))
                {
                    columns[field.Name] = i;
                    taken.Add(i);
                    break;
                }
        }
        return new(columns, RegistrationKind.Deal, null, Consent: false);
    }

    /// <summary>A row as the form would have been filled in, and what of it no form could hold.</summary>
    public (ClaimInput Claim, string? Partner, IReadOnlyDictionary<string, string> Wrong) Read(IReadOnlyList<string> cells)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var kind = Kind;
        if (Cell("kind") is { } said && !Enum.TryParse(said, ignoreCase: true, out kind) | !Enum.IsDefined(kind))
            wrong["kind"] = $"Write {string.Join(", ", Enum.GetNames<RegistrationKind>().Select(k => k.ToLowerInvariant()))}.";
        var consent = Consent;
        if (Cell("consent") is { } agreed && !ImportFields.YesOrNo(agreed, out consent))
            wrong["consent"] = "Write yes or no.";
        var claim = new ClaimInput(
            kind,
            Cell("company"),
            Cell("domain"),
            Cell("country") is { } country ? ImportFields.Country(country) : null,
            Cell("contactName"),
            Cell("contactEmail"),
            Cell("contactRole"),
            Cell("problem"),
            Cell("stage")?.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal),
            Cell("amount"),
            Cell("currency")?.ToUpperInvariant(),
            Cell("closeDate"),
            Cell("product"),
            consent
        )
        {
            Incumbent = Chosen<Incumbent>(Cell("incumbent"), i => i.Words()),
            SecondPartner = Cell("secondPartner"),
            SecondRole = Chosen<SecondRole>(Cell("secondRole"), r => r.Words()),
            Discount = Cell("discount"),
            Custom = Own().ToDictionary(k => k, Cell, StringComparer.Ordinal) is { Count: > 0 } custom ? custom : null,
        };
        return (claim, Cell("partner"), wrong);

        IEnumerable<string> Own() => Columns.Keys.Where(k => FormFields.Crm(k) is not null);

        string? Cell(string field) => Columns.TryGetValue(field, out var at) && at < cells.Count ? ClaimReader.Lines(cells[at]) : null;
    }

    // By its name or by the words that people read; anything else stays as it was typed, and is refused by name.
    private static string? Chosen<T>(string? typed, Func<T, string> words)
        where T : struct, Enum =>
        typed is null
            ? null
            : Enum.GetValues<T>()
                .Where(v => string.Equals(words(v), typed, StringComparison.OrdinalIgnoreCase))
                .Select(v => v.ToString())
                .FirstOrDefault(typed);

    /// <summary>What a row says, in one word of 44 characters: the same whatever the file, its columns and blanks around cells.</summary>
    public static string Submission(ClaimInput claim)
    {
        var said = new StringBuilder();
        foreach (
            var (name, value) in ((string, string?)[])
                [
                    ("kind", claim.Kind.ToString()),
                    ("company", claim.Company),
                    ("domain", claim.Domain),
                    ("country", claim.Country),
                    ("contactName", claim.ContactName),
                    ("contactEmail", claim.ContactEmail),
                    ("contactRole", claim.ContactRole),
                    ("problem", claim.Problem),
                    ("stage", claim.Stage),
                    ("amount", claim.Amount),
                    ("currency", claim.Currency),
                    ("closeDate", claim.CloseDate),
                    ("product", claim.Product),
                    ("consent", claim.Consent ? "yes" : null),
                    ("incumbent", claim.Incumbent),
                    ("secondPartner", claim.SecondPartner),
                    ("secondRole", claim.SecondRole),
                    ("discount", claim.Discount),
                    .. (claim.Custom ?? new Dictionary<string, string?>())
                        .OrderBy(c => c.Key, StringComparer.Ordinal)
                        .Select(c => (c.Key, c.Value)),
                ]
        )
            if (ClaimReader.Lines(value) is { } text)
                said.Append(name)
                    .Append('=')
                    .Append(text.Length.ToString(CultureInfo.InvariantCulture))
                    .Append(':')
                    .Append(text)
                    .Append('\n');
        return "row:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said.ToString())))[..40];
    }

    /// <summary>Whether a registration came in as a row of a file.</summary>
    /// <param name="submission">As it is kept: behind the partner.</param>
    public static bool IsRow(string submission) => submission.Contains(":row:", StringComparison.Ordinal);
}
