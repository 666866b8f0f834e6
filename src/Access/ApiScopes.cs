using System.Collections.Frozen;
using Entente.Platform.Values;

namespace Entente.Access;

/// <summary>A key by which a program acts.</summary>
public readonly record struct ApiKeyId(Guid Value) : ITypedId<ApiKeyId>
{
    public static ApiKeyId From(Guid value) => new(value);
}

/// <summary>The public names of what a key may do.</summary>
public static class ApiScopes
{
    public const string ReadRegistrations = "registrations:read";
    public const string WriteRegistrations = "registrations:write";

    /// <summary>Asking what partners see; for keys of the workspace alone.</summary>
    public const string ReadSafelist = "safelist:read";

    /// <summary>Reading segments and who is in them; for keys of the workspace alone.</summary>
    public const string ReadSegments = "segments:read";

    public static IReadOnlySet<string> All { get; } = FrozenSet.Create(ReadRegistrations, WriteRegistrations, ReadSafelist, ReadSegments);

    /// <summary>What a partner's keys may be given.</summary>
    public static IReadOnlySet<string> OfPartners { get; } = FrozenSet.Create(ReadRegistrations, WriteRegistrations);

    /// <summary>In plain words.</summary>
    public static string Words(string scope) =>
        scope switch
        {
            ReadRegistrations => "Read registrations",
            WriteRegistrations => "Submit, answer and withdraw registrations",
            ReadSafelist => "Ask what partners see of a record",
            ReadSegments => "Read segments and who is in them",
            _ => scope,
        };

    /// <summary>What a workspace key with these scopes may do here.</summary>
    internal static IReadOnlySet<string> PermissionsOf(IEnumerable<string> scopes) =>
        scopes
            .SelectMany(s =>
                s switch
                {
                    ReadRegistrations => [Permissions.ReadRegistrations],
                    WriteRegistrations => [Permissions.SubmitRegistrations],
                    ReadSafelist => [Permissions.ReadSafelist, Permissions.ReadRegistrations, Permissions.ReadPipeline],
                    ReadSegments => [Permissions.ReadPartners],
                    _ => Array.Empty<string>(),
                }
            )
            .ToFrozenSet();
}
