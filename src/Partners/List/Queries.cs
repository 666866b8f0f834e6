namespace Entente.Partners.List;

/// <summary>Addresses whose state is their query.</summary>
public static class Queries
{
    /// <summary>The path with those parameters that hold something, in the order given.</summary>
    public static string Href(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = new List<string>();
        foreach (var (name, value) in parameters)
            if (!string.IsNullOrWhiteSpace(value))
                query.Add($"{name}={Uri.EscapeDataString(value.Trim())}");
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }
}
