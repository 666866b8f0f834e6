using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.List;

/// <summary>What a list is narrowed to.</summary>
/// <param name="Text">Part of the company's name, or of the number.</param>
/// <param name="Late">Only those whose promise is broken.</param>
public sealed record ListFilter(string? Text = null, RegistrationKind? Kind = null, PartnerId? Partner = null, bool Late = false)
{
    public bool Narrows => Text is not null || Kind is not null || Partner is not null || Late;
}

/// <summary>Where somebody stands in the list of registrations: all of it in the address, so that a link leads back to the same place.</summary>
/// <param name="Open">The number of the record beside the list; null: none.</param>
public sealed record ListPlace(string Slug, ListView View, ListFilter Filter, int Page = 1, string? Open = null)
{
    public static ListPlace Of(
        string slug,
        string? view,
        string? text,
        string? kind,
        string? partner,
        bool? late,
        int? page,
        string? open
    ) =>
        new(
            slug,
            Enum.TryParse<ListView>(view, ignoreCase: true, out var shown) && Enum.IsDefined(shown) ? shown : ListView.Waiting,
            new(
                Cut(text),
                Enum.TryParse<RegistrationKind>(kind, ignoreCase: true, out var only) && Enum.IsDefined(only) ? only : null,
                Guid.TryParse(partner, out var id) ? new PartnerId(id) : null,
                late is true
            ),
            Math.Clamp(page ?? 1, 1, 100_000),
            Cut(open)
        );

    public string Base => $"/w/{Slug}/registrations";

    /// <summary>View and filters alone, as they are kept under a name.</summary>
    public string Query
    {
        get
        {
            var parts = new List<string> { $"view={View.ToString().ToLowerInvariant()}" };
            if (Filter.Text is { } text)
                parts.Add($"q={Uri.EscapeDataString(text)}");
            if (Filter.Kind is { } kind)
                parts.Add($"kind={kind.ToString().ToLowerInvariant()}");
            if (Filter.Partner is { } partner)
                parts.Add($"partner={partner.Short()}");
            if (Filter.Late)
                parts.Add("late=true");
            return string.Join('&', parts);
        }
    }

    public string Href =>
        $"{Base}?{Query}{(Page > 1 ? $"&page={Page}" : "")}{(Open is { } number ? $"&open={Uri.EscapeDataString(number)}" : "")}";

    public ListPlace In(ListView view) => this with { View = view, Page = 1, Open = null };

    public ListPlace At(int page) => this with { Page = page, Open = null };

    public ListPlace Beside(string number) => this with { Open = number };

    /// <summary>The same list with the record beside it that follows the open one, or comes before it when it is the last.</summary>
    /// <param name="rows">Numbers of the rows, in their order.</param>
    public ListPlace After(IReadOnlyList<string> rows)
    {
        var at = Open is { } open ? rows.ToList().IndexOf(open) : -1;
        return this with { Open = at < 0 ? null : rows.ElementAtOrDefault(at + 1) ?? rows.ElementAtOrDefault(at - 1) };
    }

    private static string? Cut(string? text) => text?.Trim() is { Length: > 0 } some ? some[..Math.Min(100, some.Length)] : null;
}
