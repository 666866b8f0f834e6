using System.Globalization;
using Entente.Ui;
using Microsoft.AspNetCore.Http;

namespace Entente.Access;

/// <summary>Pages of a list, their state in the address.</summary>
public static class Paging
{
    /// <summary><c>51–100 of 1,204</c>.</summary>
    public static string Words(int page, int perPage, int total) =>
        $"{Format.Number(((page - 1L) * perPage) + 1)}–{Format.Number(Math.Min((long)page * perPage, total))} of {Format.Number(total)}";

    /// <summary>The address of a page with the filters that are set; null when there is no such page.</summary>
    public static string? Href(string path, int page, int perPage, int total, params IReadOnlyList<(string Name, string? Value)> filters)
    {
        if (page < 1 || (page - 1L) * perPage >= total)
            return null;
        var query = new QueryString();
        foreach (var (name, value) in filters)
            if (!string.IsNullOrWhiteSpace(value))
                query = query.Add(name, value);
        return path + (page == 1 ? query : query.Add("page", page.ToString(CultureInfo.InvariantCulture)));
    }
}
