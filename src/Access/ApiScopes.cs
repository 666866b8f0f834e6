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

    public static IReadOnlySet<string> All { get; } = FrozenSet.Create(ReadRegistrations, WriteRegistrations);

    /// <summary>In plain words.</summary>
    public static string Words(string scope) =>
        scope switch
        {
            ReadRegistrations => "Read registrations",
            WriteRegistrations => "Submit, answer and withdraw registrations",
            _ => scope,
        };

    /// <summary>What a workspace key with these scopes may do here.</summary>
    internal static IReadOnlySet<string> PermissionsOf(IEnumerable<string> scopes) =>
        scopes
            .Select(s =>
                s switch
                {
                    ReadRegistrations => Permissions.ReadRegistrations,
                    WriteRegistrations => Permissions.SubmitRegistrations,
                    _ => null,
                }
            )
            .OfType<string>()
            .ToFrozenSet();
}
