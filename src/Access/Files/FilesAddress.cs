namespace Entente.Access.Files;

/// <summary>
/// The host from which files that others gave us are given out: another one than that of the pages, so that nothing in a file ever runs where our
/// cookies are. Another port would not do: cookies know none.
/// </summary>
/// <param name="given">As the operator named it; null: <c>files.localhost</c> beside <c>localhost</c>, and none beside anything else.</param>
public sealed class FilesAddress(PublicAddress pages, string? given)
{
    /// <summary><c>https://files.partners.example.com</c>; null: there is none, and files come as downloads in a sandbox from where the pages are.</summary>
    public string? Root =>
        given?.TrimEnd('/')
        ?? (
            Uri.TryCreate(pages.Root, UriKind.Absolute, out var uri) && uri.Host == "localhost"
                ? $"{uri.Scheme}://files.{uri.Authority}"
                : null
        );

    /// <summary>Whether a request is for this host; of the name alone, for a proxy may listen elsewhere than we do.</summary>
    public bool Is(string host) =>
        Root is { } root && Uri.TryCreate(root, UriKind.Absolute, out var uri) && uri.Host.Equals(host, StringComparison.OrdinalIgnoreCase);
}
