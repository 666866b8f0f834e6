using Entente.Crm;
using Entente.Crm.Duplicates;

namespace Entente.Registrations.Duplicates;

/// <summary>Which part of the queue is shown: all of it in the address, so that a link leads back to the same place.</summary>
public sealed record DuplicatePlace(string Slug, DuplicateFilter Filter)
{
    public static DuplicatePlace Of(string slug, string? view, string? text, string? sure, string? owner) =>
        new(
            slug,
            new(
                Enum.TryParse<DuplicateView>(view, ignoreCase: true, out var shown) && Enum.IsDefined(shown) ? shown : DuplicateView.Open,
                Cut(text),
                sure == "true",
                Cut(owner)
            )
        );

    public bool Narrowed => Filter.Text is not null || Filter.Sure || Filter.Owner is not null;

    public string List(int page = 1) => $"/w/{Slug}/duplicates{Query(page > 1 ? $"page={page}" : null)}";

    public string One(DuplicateId id) => $"/w/{Slug}/duplicates/{id.Value:N}{Query(null)}";

    /// <summary>What people said so far.</summary>
    public string Said(int page = 1) => $"/w/{Slug}/duplicates/said{(page > 1 ? $"?page={page}" : "")}";

    private string Query(string? more)
    {
        var parts = new List<string> { $"view={Filter.View.ToString().ToLowerInvariant()}" };
        if (Filter.Text is { } text)
            parts.Add($"q={Uri.EscapeDataString(text)}");
        if (Filter.Sure)
            parts.Add("sure=true");
        if (Filter.Owner is { } owner)
            parts.Add($"owner={Uri.EscapeDataString(owner)}");
        if (more is not null)
            parts.Add(more);
        return "?" + string.Join('&', parts);
    }

    private static string? Cut(string? text) => text?.Trim() is { Length: > 0 } some ? some[..Math.Min(100, some.Length)] : null;
}

/// <summary>The decision as the browser sends it.</summary>
public sealed class DuplicateForm
{
    /// <summary><c>same</c>, <c>different</c>, <c>later</c>: the button that was pressed.</summary>
    public string? Act { get; set; }
    public IReadOnlyList<Guid>? Accounts { get; set; }
    public Guid? Keep { get; set; }
    public string? Why { get; set; }

    internal DecideDuplicateInput Read(DuplicateId id) =>
        new(
            id,
            Enum.TryParse<DuplicateDecision>(Act, ignoreCase: true, out var decision) ? decision : null,
            [.. (Accounts ?? []).Select(a => new AccountId(a))],
            Keep is { } keep ? new AccountId(keep) : null,
            Why
        );
}
