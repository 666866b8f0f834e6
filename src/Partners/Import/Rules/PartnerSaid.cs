using Entente.Access;
using Entente.Partners.Rules;
using Entente.Platform.Matching;
using Entente.Platform.Tables;

namespace Entente.Partners.Import.Rules;

/// <summary>Why a row got its verdict.</summary>
/// <param name="Column">Of <see cref="PartnerColumns"/>; null: it is the row as a whole.</param>
public sealed record RowReason(string? Column, string Text);

/// <summary>A person whom a row names.</summary>
/// <param name="Email">Trimmed, in lower case.</param>
internal sealed record RowPerson(string Email, string Name, PartnerRole Role);

/// <summary>What a row of a file says of a partner. What it does not say is null; the file's own answer for those stands in the mapping.</summary>
/// <param name="Row">From 1, the header not counted.</param>
/// <param name="Line">The line of the file on which it begins.</param>
internal sealed record PartnerSaid(int Row, int Line)
{
    public string Name { get; init; } = "";

    /// <summary>The core of its name (<see cref="CompanyName.Key"/>); empty when it gives none.</summary>
    public string NameKey { get; init; } = "";

    /// <summary>Registrable.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];
    public PartnerType? Type { get; init; }
    public PartnerStatus? Status { get; init; }
    public PartnerTier? Tier { get; init; }
    public string? Region { get; init; }

    /// <summary>The address of whoever looks after it, in lower case.</summary>
    public string? Manager { get; init; }
    public DateOnly? Since { get; init; }

    /// <summary>The CRM's id of its company, or the address of its page there, as it was typed.</summary>
    public string? Company { get; init; }
    public RowPerson? Person { get; init; }

    /// <summary>Why it cannot be read; empty when it can.</summary>
    public IReadOnlyList<RowReason> Faults { get; init; } = [];

    /// <summary>What of it is left out, while the rest is taken.</summary>
    public IReadOnlyList<RowReason> Notes { get; init; } = [];

    /// <summary>A record that is no row of a table.</summary>
    public static PartnerSaid Broken(int row, int line, CsvFault fault) =>
        new(row, line)
        {
            Faults =
            [
                new(
                    null,
                    fault is CsvFault.OpenQuote
                        ? "A quote opens in this line and is never closed."
                        : "This line is too long to be a row of a table."
                ),
            ],
        };

    /// <summary>Never throws, whatever the cells hold.</summary>
    public static PartnerSaid Read(int row, int line, IReadOnlyList<string> cells, PartnerMapping mapping, DateOnly today)
    {
        var (faults, notes) = (new List<RowReason>(), new List<RowReason>());
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var name = Cell(PartnerColumns.Name) ?? "";
        var key = name.Length == 0 ? "" : CompanyName.Of(name).Key;
        if (name.Length > NewPartner.LongestName)
            Fault(PartnerColumns.Name, $"Keep the name within {NewPartner.LongestName} characters.");
        else if (name.Length > 0 && key.Length == 0)
            Fault(PartnerColumns.Name, "This name shows nothing that can be read.");
        var domains = Entente.Partners.Domains.Read(Entente.Partners.Domains.Split(Cell(PartnerColumns.Domains)), wrong);
        if (wrong.TryGetValue("domains", out var noDomain))
            Fault(PartnerColumns.Domains, noDomain);
        var company = Cell(PartnerColumns.Company);
        if (name.Length == 0 && domains.Count == 0 && company is null)
            Fault(PartnerColumns.Name, "Give the partner’s name.");
        var region = Cell(PartnerColumns.Region) is { } typed ? RowWords.Region(typed) : null;
        if (region?.Length > NewPartner.LongestRegion)
            Fault(PartnerColumns.Region, $"Keep the region within {NewPartner.LongestRegion} characters.");
        var status = Word(
            PartnerColumns.Status,
            RowWords.Status,
            "status",
            Enum.GetValues<PartnerStatus>().Where(Lifecycle.MayStart),
            s => s.Words()
        );
        if (status is { } start && !Lifecycle.MayStart(start))
            Fault(
                PartnerColumns.Status,
                $"A partner that is {start.Words().ToLowerInvariant()} is not taken up: one starts as a prospect, evaluating, onboarding, active or at risk."
            );
        return new(row, line)
        {
            Name = name,
            NameKey = key,
            Domains = domains,
            Type = Word(PartnerColumns.Type, RowWords.Type, "type of partner", Enum.GetValues<PartnerType>(), t => t.Words()),
            Status = status,
            Tier = Word(PartnerColumns.Tier, RowWords.Tier, "tier here", Enum.GetValues<PartnerTier>(), t => t.Words()),
            Region = region,
            Manager = Cell(PartnerColumns.Manager) is { } owner ? AccessApi.Address(owner) ?? owner.ToLowerInvariant() : null,
            Since = Since(),
            Company = company,
            Person = Somebody(),
            Faults = faults,
            Notes = notes,
        };

        string? Cell(string column) => mapping.Cell(cells, column);

        void Fault(string column, string text) => faults.Add(new(column, text));

        T? Word<T>(string column, Func<string, T?> read, string kind, IEnumerable<T> known, Func<T, string> words)
            where T : struct
        {
            if (Cell(column) is not { } said)
                return null;
            if (read(said) is { } value)
                return value;
            Fault(column, $"“{Short(said)}” is no {kind}. Write {string.Join(", ", known.Select(words))}, or leave this column out.");
            return null;
        }

        DateOnly? Since()
        {
            if (Cell(PartnerColumns.Since) is not { } said)
                return null;
            var day = RowWords.Day(said);
            if (day is null)
                Fault(PartnerColumns.Since, $"“{Short(said)}” is no day that can be read for sure. Write it as 2024-03-31.");
            else if (day > today)
                Fault(PartnerColumns.Since, "This day lies ahead. Since when is it a partner?");
            else if (day < Earliest)
                Fault(PartnerColumns.Since, "This day lies too far back to be true.");
            return day;
        }

        RowPerson? Somebody()
        {
            var called =
                Cell(PartnerColumns.PersonName)
                ?? string.Join(' ', new[] { Cell(PartnerColumns.PersonFirst), Cell(PartnerColumns.PersonLast) }.OfType<string>());
            var role = Word(PartnerColumns.PersonRole, RowWords.Role, "role", Enum.GetValues<PartnerRole>(), RoleNames.Of);
            if (Cell(PartnerColumns.PersonEmail) is not { } mail)
            {
                if (called.Length > 0)
                    notes.Add(new(PartnerColumns.PersonEmail, $"Without an e-mail address {Short(called)} is not added."));
                return null;
            }
            if (AccessApi.Address(mail) is not { } address)
            {
                Fault(PartnerColumns.PersonEmail, $"“{Short(mail)}” is no e-mail address.");
                return null;
            }
            if (AccessApi.WhyNotPerson(address, called) is { } not)
            {
                Fault(PartnerColumns.PersonName, not.Fields?.GetValueOrDefault("name") ?? not.Message);
                return null;
            }
            return new(address, called, role ?? mapping.Role);
        }
    }

    private static readonly DateOnly Earliest = new(1900, 1, 1);

    internal static string Short(string text) => text.Length <= 60 ? text : text[..(char.IsHighSurrogate(text[58]) ? 58 : 59)] + "…";
}
