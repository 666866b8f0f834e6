using Entente.Crm.Port;
using Entente.Platform.Data;

namespace Entente.Crm.Inspect;

/// <summary>What a record is called by people.</summary>
internal static class RecordNames
{
    /// <summary>From the values of a record or of a write; null when they name nothing.</summary>
    public static string? In(IReadOnlyDictionary<string, string?> fields)
    {
        if (fields.GetValueOrDefault(CrmFields.Name) is { Length: > 0 } name)
            return name;
        var person = string.Join(
            ' ',
            new[] { fields.GetValueOrDefault(CrmFields.FirstName), fields.GetValueOrDefault(CrmFields.LastName) }.Where(n =>
                !string.IsNullOrEmpty(n)
            )
        );
        return person.Length > 0 ? person : fields.GetValueOrDefault(CrmFields.Email);
    }

    /// <summary>As the mirror holds them; those it does not hold are absent.</summary>
    public static async Task<Dictionary<(CrmConnectionId Connection, CrmObject Kind, string CrmId), string>> Of(
        EntenteDb db,
        IReadOnlyCollection<(CrmConnectionId Connection, CrmObject Kind, string CrmId)> records,
        CancellationToken ct
    )
    {
        if (records.Count == 0)
            return [];
        var asked = records.Distinct().ToList();
        var rows = await db.Read(
            $"""
            select r.connection_id, r.kind, r.crm_id, {Sql("r")}
              from unnest($1::uuid[], $2::text[], $3::text[]) as a(connection_id, kind, crm_id)
              join crm_record r on r.connection_id = a.connection_id and r.kind = a.kind and r.crm_id = a.crm_id
            """,
            r =>
                (
                    Key: (new CrmConnectionId(r.GetGuid(0)), Enum.Parse<CrmObject>(r.GetString(1)), r.GetString(2)),
                    Name: r.IsDBNull(3) ? null : r.GetString(3)
                ),
            ct,
            asked.Select(a => a.Connection.Value).ToArray(),
            asked.Select(a => a.Kind.ToString()).ToArray(),
            asked.Select(a => a.CrmId).ToArray()
        );
        return rows.Where(r => r.Name is not null).ToDictionary(r => r.Key, r => r.Name!);
    }

    /// <summary>So many characters of a name are searched.</summary>
    public const int Searched = 100;

    /// <summary>What the column <c>name_low</c> is made by; <c>concat_ws</c> depends on settings, and so may not stand in it.</summary>
    public const string LowSql =
        "left(lower(coalesce(nullif(fields->>'name', ''), "
        + "nullif(trim(coalesce(fields->>'first_name', '') || ' ' || coalesce(fields->>'last_name', '')), ''), "
        + "fields->>'email')), 100)";

    /// <summary>The name of a row of <c>crm_record</c>, in SQL.</summary>
    public static string Sql(string row) =>
        $"coalesce(nullif({row}.fields->>'{CrmFields.Name}', ''), "
        + $"nullif(trim(concat_ws(' ', {row}.fields->>'{CrmFields.FirstName}', {row}.fields->>'{CrmFields.LastName}')), ''), "
        + $"{row}.fields->>'{CrmFields.Email}')";
}
