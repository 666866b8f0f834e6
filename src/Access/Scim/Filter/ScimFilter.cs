namespace Entente.Access.Scim.Filter;

/// <summary>Where a value stands in a resource (RFC 7644 §3.10): <c>name.familyName</c>, or with the schema's URN before it.</summary>
internal sealed record AttributePath(string? Schema, string Name, string? Sub)
{
    /// <summary>Without the schema, as it was written.</summary>
    public override string ToString() => Sub is null ? Name : $"{Name}.{Sub}";
}

/// <summary>How two values are compared (RFC 7644, table 3).</summary>
internal enum CompareOp
{
    Eq,
    Ne,
    Co,
    Sw,
    Ew,
    Gt,
    Ge,
    Lt,
    Le,
}

/// <summary>What a filter compares with: a text, a number, true or false, or null.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Text">A text as it means, a number as it was written; empty otherwise.</param>
internal sealed record ScimValue(ScimValueKind Kind, string Text)
{
    /// <summary>True and false, also when they come as words, as some directories send them.</summary>
    public bool? AsBool =>
        Kind switch
        {
            ScimValueKind.True => true,
            ScimValueKind.False => false,
            ScimValueKind.Text when bool.TryParse(Text, out var said) => said,
            _ => null,
        };
}

internal enum ScimValueKind
{
    Text,
    Number,
    True,
    False,
    Null,
}

/// <summary>A filter that was understood.</summary>
internal abstract record ScimFilter
{
    private ScimFilter() { }

    internal sealed record And(ScimFilter Left, ScimFilter Right) : ScimFilter;

    internal sealed record Or(ScimFilter Left, ScimFilter Right) : ScimFilter;

    internal sealed record Not(ScimFilter Inner) : ScimFilter;

    internal sealed record Compare(AttributePath Path, CompareOp Op, ScimValue Value) : ScimFilter;

    /// <summary><c>title pr</c>: there is a value.</summary>
    internal sealed record Present(AttributePath Path) : ScimFilter;

    /// <summary><c>emails[type eq "work"]</c>: one of several values is such.</summary>
    internal sealed record Among(AttributePath Path, ScimFilter Inner) : ScimFilter;
}

/// <summary>What a PATCH points to: <c>emails[type eq "work"].value</c>.</summary>
/// <param name="Where">Which of several values; null: all.</param>
/// <param name="Sub">The part of each that is meant.</param>
internal sealed record PatchPath(AttributePath Attribute, ScimFilter? Where, string? Sub);
