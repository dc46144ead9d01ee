using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MsoNetwork.Tests.House;

/// <summary>A top-level type with all that is nested in it: what it uses of ours, and the texts in it.</summary>
/// <param name="Room">Its room: see <see cref="CompiledCode.RoomOf"/>.</param>
/// <param name="Name">Full name.</param>
/// <param name="Uses">Full names of other top-level types of ours, with their rooms.</param>
/// <param name="Texts">String literals, those of interpolated strings and constants among them.</param>
internal sealed record CompiledType(string Room, string Name, IReadOnlyDictionary<string, string> Uses, IReadOnlyList<string> Texts);

/// <summary>Reads assemblies as the compiler left them: an arrow is seen however it was written.</summary>
internal static class CompiledCode
{
    /// <summary>What is in the root namespace of the library.</summary>
    public const string Roof = "roof";

    public const string Web = "web";
    public const string Invented = "Invented";
    public const string Plans = "GraphQlPlans";

    /// <summary>The types of an assembly that are ours and not the compiler's.</summary>
    public static IReadOnlyList<CompiledType> Read(string assembly, Func<TypeDefinition, bool>? only = null)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return
        [
            .. from type in module.Types
               where RoomOf(type.Namespace) is not null && !type.Name.StartsWith('<') && only?.Invoke(type) != false
               select Read(type),
        ];
    }

    /// <summary>The room of a namespace, "web: Pages" for an area of the web; null when it is not ours.</summary>
    public static string? RoomOf(string name)
    {
        var parts = name.Split('.');
        return parts switch
        {
            [Plans, ..] => Plans,
            ["MsoNetwork"] or ["MsoNetwork", "Migrations", ..] => Roof,
            ["MsoNetwork", "Web"] => Web,
            ["MsoNetwork", "Web", var area, ..] => $"{Web}: {area}",
            ["MsoNetwork", var room, ..] => room,
            _ => null,
        };
    }

    private static CompiledType Read(TypeDefinition type)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var texts = new List<string>();
        foreach (var part in WithNested(type)) new Reader(found, texts).Type(part);
        found.Remove(type.FullName);
        return new CompiledType(RoomOf(type.Namespace)!, type.FullName, found, texts);
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private sealed class Reader(Dictionary<string, string> found, List<string> texts)
    {
        public void Type(TypeDefinition type)
        {
            Add(type.BaseType);
            Attributes(type);
            foreach (var implemented in type.Interfaces) Add(implemented.InterfaceType);
            foreach (var parameter in type.GenericParameters) Parameter(parameter);
            foreach (var field in type.Fields)
            {
                Add(field.FieldType);
                Attributes(field);
                if (field is { HasConstant: true, Constant: string text }) texts.Add(text);
            }

            foreach (var property in type.Properties) Attributes(property);
            foreach (var method in type.Methods) Method(method);
        }

        private void Method(MethodDefinition method)
        {
            Attributes(method);
            Signature(method);
            foreach (var parameter in method.GenericParameters) Parameter(parameter);
            if (!method.HasBody) return;
            foreach (var variable in method.Body.Variables) Add(variable.VariableType);
            foreach (var handler in method.Body.ExceptionHandlers) Add(handler.CatchType);
            foreach (var instruction in method.Body.Instructions) Operand(instruction);
        }

        private void Operand(Instruction instruction)
        {
            switch (instruction.Operand)
            {
                case string text: texts.Add(text); break;
                case TypeReference type: Add(type); break;
                case FieldReference field: Add(field.DeclaringType); Add(field.FieldType); break;
                case MethodReference method: Add(method.DeclaringType); Signature(method); break;
            }
        }

        private void Signature(MethodReference method)
        {
            Add(method.ReturnType);
            foreach (var parameter in method.Parameters) Add(parameter.ParameterType);
            if (method is GenericInstanceMethod generic)
                foreach (var argument in generic.GenericArguments) Add(argument);
        }

        private void Parameter(GenericParameter parameter)
        {
            foreach (var constraint in parameter.Constraints) Add(constraint.ConstraintType);
        }

        private void Attributes(ICustomAttributeProvider provider)
        {
            foreach (var attribute in provider.CustomAttributes)
            {
                Add(attribute.AttributeType);
                foreach (var argument in attribute.ConstructorArguments) Add(argument.Value as TypeReference);
            }
        }

        private void Add(TypeReference? type)
        {
            switch (type)
            {
                case null or GenericParameter: return;
                case GenericInstanceType generic:
                    foreach (var argument in generic.GenericArguments) Add(argument);
                    break;
                case IModifierType modified: Add(modified.ModifierType); break;
            }

            if (type is TypeSpecification { ElementType: var element })
            {
                Add(element);
                return;
            }

            while (type.DeclaringType is { } outer) type = outer;
            if (RoomOf(type.Namespace) is { } room && !type.Name.StartsWith('<')) found[type.FullName] = room;
        }
    }
}
