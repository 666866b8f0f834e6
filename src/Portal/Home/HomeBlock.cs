using Entente.Ui;
using Microsoft.AspNetCore.Components;

namespace Entente.Portal.Home;

/// <summary>
/// Contributed by any module: one block of a partner's home, and the moves that wait for the partner. Made anew for each request.
/// What it shows passes the safelist of the actor.
/// </summary>
public interface IHomeBlock
{
    /// <summary>How layouts of the portal name it; null for one that only contributes moves.</summary>
    HomePart? Part => null;

    /// <summary>Null when there is nothing to say to this partner.</summary>
    Task<HomeBlock?> Block(DateTimeOffset now, CancellationToken ct);
}

/// <summary>A block as staff choose it for a layout of the portal.</summary>
/// <param name="Id">That of its <see cref="HomeBlock"/>: <c>deals</c>.</param>
public sealed record HomePart(string Id, string Title);

/// <summary>Which column of the home.</summary>
public enum HomePlace
{
    Main,
    Side,
}

/// <summary>A block: a title and a rendered body from a view that was loaded before.</summary>
/// <param name="Id">Stable: <c>deals</c>.</param>
/// <param name="Order">Lower stands higher in its column.</param>
public sealed record HomeBlock(string Id, string Title, HomePlace Place, int Order)
{
    /// <summary>Where there is nothing yet: what comes of the first step, in a sentence.</summary>
    public string? First { get; init; }

    /// <summary>Null for a block that only contributes moves.</summary>
    public RenderFragment? Body { get; init; }

    /// <summary>Whether the body stands in a card (a list) or under a heading (a table with a frame of its own).</summary>
    public bool Card { get; init; } = true;

    /// <summary>Whether a card leaves space around the body: for words and figures; lists and tables bring their own.</summary>
    public bool Padded { get; init; }
    public string? Count { get; init; }
    public string? AllHref { get; init; }
    public string AllText { get; init; } = "All";

    /// <summary>What the partner should do next; gathered from all blocks, most urgent first.</summary>
    public IReadOnlyList<HomeMove> Moves { get; init; } = [];
}

/// <summary>One next move of the partner.</summary>
/// <param name="Title">Verb first: <c>Extend protection for Oakhaven Media</c>.</param>
/// <param name="Due">Sorts the moves; null comes last.</param>
public sealed record HomeMove(string Title, string Href, string Sub, string Action, string Icon, Tone Tone, DateTimeOffset? Due)
{
    /// <summary>For the greeting: <c>Oakhaven Media needs you this week: its protection ends on Sunday.</c></summary>
    public string? Sentence { get; init; }
}
